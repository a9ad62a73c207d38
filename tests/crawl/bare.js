// What a page must be when its stylesheets never came (PERFORMANCE 4): as a browser draws it by itself.
(() => {
  const ICON = 34; // CSS pixels: the brand; twice the height of a letter
  const UNBREAKABLE = /\S{31}/; // a word longer than the screen: only a stylesheet may break it, so the page scrolls sideways for it
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
  const words = (text) => text.trim().replace(/\s+/g, " ").slice(0, 40);

  /** Where each piece of text stands: [left, top, right, bottom, its words], in the order in which it is read. */
  const lines = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const text = /** @type {Text} */ (walker.currentNode);
      if (!text.data.trim() || text.parentElement.closest("script, style, template, noscript, select, svg")) continue;
      if (!text.parentElement.checkVisibility()) continue;
      range.selectNodeContents(text);
      for (const { left, top, right, bottom } of range.getClientRects()) {
        if (right - left > 1) found.push([left, top + scrollY, right, bottom + scrollY, words(text.data)]);
      }
    }
    return found;
  };

  const order = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((element) => !element.disabled && element.type !== "hidden" && element.tabIndex >= 0 && isShown(element));

  window.bare = {
    /** Nobody has styles here: whatever stood in the page or beside it. */
    strip() {
      for (const sheet of document.styleSheets) sheet.disabled = true;
      // The cover of quick exit has to hide what was read when no stylesheet came, too.
      return [...document.querySelectorAll("[style]:not(.leaving)")].filter((one) => one.getAttribute("style")).map((one) => one.outerHTML.slice(0, 60));
    },

    pictures() {
      return [...document.querySelectorAll("svg, img")].filter(isShown).flatMap((one) => {
        const { width, height } = one.getBoundingClientRect();
        const size = `${one.getAttribute("class") ?? one.localName} is ${Math.round(width)} × ${Math.round(height)}`;
        const isPicture = one.matches("img, .art svg, .chart__drawing, .wave");
        if (!isPicture && Math.max(width, height) > ICON) return [`an icon grew: ${size}`];
        return width > innerWidth || height > innerHeight ? [`a picture fills the screen: ${size}`] : [];
      });
    },

    room() {
      const problems = [];
      // A closed list of long choices may stick out: opened, the phone shows it by itself.
      const out = [...document.querySelectorAll("body *")].filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return (left < -1 || right > innerWidth + 1) && !one.closest("select") && !one.querySelector("select");
      });
      if (out.length && !UNBREAKABLE.test(document.body.innerText)) problems.push(`wider than the screen: ${out.pop()?.outerHTML.slice(0, 120)}`);
      const all = lines();
      for (const [left, , right, , text] of all) if (!UNBREAKABLE.test(text) && (left < -1 || right > innerWidth + 1)) problems.push(`"${text}" is cut off`);
      const sorted = [...all].sort((one, other) => one[1] - other[1]);
      for (const [index, one] of sorted.entries()) {
        for (const other of sorted.slice(index + 1)) {
          if (other[1] >= one[3] - 2) break;
          const isBeside = other[0] >= one[2] - 1 || other[2] <= one[0] + 1;
          const isAbove = Math.min(one[3], other[3]) - Math.max(one[1], other[1]) < 3;
          if (!isBeside && !isAbove) problems.push(`"${one[4]}" and "${other[4]}" lie on each other`);
        }
      }
      return [...new Set(problems)];
    },

    /** Who reads from top to bottom meets the ways out and to help first, then where to go, then the page. */
    order() {
      const problems = [];
      const reached = order();
      const first = reached.slice(0, 5);
      if (!first.some((one) => one.matches("a[data-leave]"))) problems.push("the way out does not come first");
      const help = first.find((one) => one.matches(".button--help") && /\/help\/$/.test(one.pathname ?? ""));
      if (!help) problems.push("help does not come first");
      for (const one of [help, first.find((two) => two.matches("a[data-leave]"))]) {
        if (one && one.getBoundingClientRect().bottom + scrollY > innerHeight) problems.push(`${words(one.textContent)} is not on the first screen`);
      }
      const tops = [...document.querySelectorAll("header.bar, nav.nav, main, footer")].map((one) => one.getBoundingClientRect().top);
      if (tops.some((top, index) => index > 0 && top < tops[index - 1])) problems.push("header, menu, content and footer do not follow each other");
      if (!document.querySelector("main h1")) problems.push("no heading");
      return problems;
    },
  };
})();
