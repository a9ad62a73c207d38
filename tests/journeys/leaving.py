"""Measuring how soon the page is covered when somebody leaves (SG-28): for the journey and for `make bench-pages`."""

# A talk as long as any: what has to be laid out must not hold the cover up.
LONG_TALK = """() => {
    const fill = document.createElement("ol");
    for (let number = 0; number < 3000; number += 1) {
        const message = fill.appendChild(document.createElement("li")).appendChild(document.createElement("p"));
        message.textContent = `A message of a long talk, the ${number}th`;
    }
    document.querySelector("main").append(fill);
    fill.getBoundingClientRect();
}"""

# Tells {took, covered} once the third Shift went down and the next frame was drawn; milliseconds.
SINCE_THE_PRESS = """() => new Promise((resolve) => {
    let presses = 0;
    addEventListener("keydown", (event) => {
        if (event.key !== "Shift" || ++presses < 3) return;
        // The frame that draws the cover comes first; what runs after it says when it was on the screen.
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            const covered = getComputedStyle(document.querySelector("body > .leaving")).opacity === "1";
            const took = () => performance.now() - event.timeStamp;
            channel.port1.onmessage = () => resolve({ took: took(), covered });
            channel.port2.postMessage(null);
        });
    });
})"""
