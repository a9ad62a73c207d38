// What of a page has been looked at before: most of what axe-core asks has the same answer in every language and on
// every page that is made of the same parts. Asking again would find nothing and cost most of the crawl's time.
(() => {
  const COMPARED = new Set(["class", "id", "for", "role", "type", "name", "hidden", "disabled", "checked", "selected", "open",
    "tabindex", "scope", "colspan", "rowspan", "headers", "autocomplete", "width", "height"]);
  const SAID = new Set(["aria-label", "aria-roledescription", "alt", "title", "placeholder", "href", "action"]);
  const LEFT_OUT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "META", "LINK"]);

  /** What the page is made of: every element, every state, and which words are the same words, but not which words. */
  const skeleton = () => {
    const numbers = new Map(); // of each text, in the order in which they come
    const said = (text) => {
      const words = text.trim().replace(/\s+/g, " ");
      if (!words) return "";
      if (!numbers.has(words)) numbers.set(words, numbers.size);
      return `"${numbers.get(words)}`;
    };
    const parts = [];
    const take = (element) => {
      if (LEFT_OUT.has(element.tagName)) return;
      parts.push(`<${element.localName}`);
      for (const { name, value } of element.attributes) {
        const isCompared = COMPARED.has(name) || (name.startsWith("aria-") && !SAID.has(name));
        if (isCompared) parts.push(` ${name}=${value}`);
        else if (SAID.has(name)) parts.push(` ${name}=${said(value)}`);
      }
      parts.push(">");
      if (element.localName === "svg" && element.getAttribute("aria-hidden") === "true") return; // mirrored, from right to left
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) parts.push(said(node.data));
        else if (node.nodeType === Node.ELEMENT_NODE) take(node);
      }
      parts.push("/");
    };
    take(document.documentElement);
    return parts.join("");
  };

  /** Of everything with words in it: the colours it is drawn in, on what, and whether it is big. One element for each. */
  const colours = () => {
    const grounds = new Map();
    const groundOf = (element) => {
      if (!element) return "";
      if (!grounds.has(element)) {
        const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
        const own = [backgroundColor === "rgba(0, 0, 0, 0)" ? "" : backgroundColor, backgroundImage === "none" ? "" : backgroundImage,
          opacity === "1" ? "" : opacity].join(",");
        grounds.set(element, own === ",," ? groundOf(element.parentElement) : `${own}|${groundOf(element.parentElement)}`);
      }
      return grounds.get(element);
    };
    const found = new Map();
    for (const element of document.body.querySelectorAll("*")) {
      const isSaid = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (!isSaid && !element.matches("input, select, textarea")) continue;
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const isBig = parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24); // WCAG 1.4.3: less contrast is enough
      const key = `${color}/${isBig ? "big" : ""}/${groundOf(element)}`;
      if (!found.has(key) && element.checkVisibility({ visibilityProperty: true })) found.set(key, element);
    }
    return found;
  };

  window.same = {
    skeleton,
    /** The colours on this page that are not among those `known`. */
    newColours: ({ known }) => [...colours().keys()].filter((key) => !known.includes(key)),
    /** The elements that stand for these. */
    elementsIn: (keys) => {
      const found = colours();
      return keys.map((key) => found.get(key)).filter(Boolean);
    },
  };
})();
