// What a page must be, beyond what axe-core asks. Each function gives back sentences; none means that all is well.
(() => {
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const kind = [...element.classList].map((one) => `.${one}`).join("");
    const words = (element.getAttribute("aria-label") || element.textContent || "").trim().replace(/\s+/g, " ");
    return `<${element.localName}${id}${kind}> "${words.slice(0, 40)}"`;
  };

  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true });
  };

  const isForScreenReadersOnly = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1 || Boolean(element.closest(".visually-hidden"));
  };

  const focusable = () =>
    [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
      (element) => !element.disabled && element.type !== "hidden" && element.tabIndex >= 0 && isShown(element),
    );

  /** A link inside a sentence may be as high as its line (WCAG 2.5.8). */
  const isInText = (element) => {
    if (element.localName !== "a" && !element.classList.contains("link-button")) return false;
    if (!getComputedStyle(element).display.startsWith("inline")) return false;
    const around = element.closest("p, li, dd, td, th, blockquote, figcaption, label, h1, h2, h3");
    const own = element.textContent.trim().length;
    return Boolean(around) && [...around.childNodes].some((node) => !node.contains(element) && node.textContent.trim())
      && around.textContent.trim().length > own;
  };

  /** Where a finger may touch: a label stands for its box, a card for the one link that covers it. */
  const touched = (element) => {
    const boxes = [element.getBoundingClientRect()];
    if (element.matches("input[type=checkbox], input[type=radio]")) {
      boxes.push(...[...(element.labels || [])].map((label) => label.getBoundingClientRect()));
    }
    const cover = getComputedStyle(element, "::after");
    if (cover.content !== "none" && cover.position === "absolute") {
      const within = element.closest(".card--link");
      if (within) boxes.push(within.getBoundingClientRect());
    }
    return boxes;
  };

  window.look = {
    /** axe-core's violations, one sentence for each thing that has one. */
    async axe(options, where = document) {
      scrollTo(0, 0); // a page may open scrolled to what is wrong in it, with something else half under the bar
      const { violations } = await axe.run(where, { resultTypes: ["violations"], preload: false, ...options });
      // The catalogue shows one part several times.
      const isShownTwice = (one, node) => one.id === "landmark-unique" && document.querySelector(node.target.join(" "))?.closest(".specimen");
      return violations.flatMap((one) =>
        one.nodes.filter((node) => !isShownTwice(one, node)).map((node) => `${one.id}: ${node.target.join(" ")} ${node.failureSummary.replace(/\s+/g, " ")}`));
    },

    /** The contrast of these colours (same.js), each where it was found first. */
    async contrast({ colours }) {
      const include = same.elementsIn(colours);
      return include.length ? this.axe({ runOnly: { type: "rule", values: ["color-contrast"] } }, { include }) : [];
    },

    /** What axe asks about words and room, for a page whose parts it has looked at in another language. */
    words() {
      const problems = [];
      for (const element of document.querySelectorAll("[lang]")) {
        if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(element.lang)) problems.push(`${name(element)} speaks "${element.lang}"`);
      }
      for (const element of document.querySelectorAll("body *")) {
        const { overflowX, overflowY } = getComputedStyle(element);
        const mayScroll = [overflowX, overflowY].some((one) => one === "auto" || one === "scroll");
        const isFull = element.scrollWidth > element.clientWidth + 13 || element.scrollHeight > element.clientHeight + 13;
        if (!mayScroll || !isFull || !isShown(element) || element.matches("textarea, select")) continue;
        if (!focusable().some((one) => element.contains(one))) problems.push(`${name(element)} cannot be scrolled with keys`);
      }
      return [...problems, ...this.targets({ least: 24 })];
    },

    frame({ language, direction }) {
      const problems = [];
      const html = document.documentElement;
      if (html.lang !== language || html.dir !== direction) problems.push(`lang=${html.lang} dir=${html.dir}`);
      const headings = [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility());
      if (headings.length !== 1) problems.push(`${headings.length} h1: ${headings.map(name).join(", ")}`);
      const seen = new Set();
      for (const { id } of document.querySelectorAll("[id]")) {
        if (seen.has(id)) problems.push(`two things have the id ${id}`);
        seen.add(id);
      }
      for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
        for (const element of document.querySelectorAll(`[${attribute}]`)) {
          for (const id of element.getAttribute(attribute).split(/\s+/).filter(Boolean)) {
            if (!document.getElementById(id)) problems.push(`${name(element)} ${attribute} names ${id}, which is not there`);
          }
        }
      }
      if (!/ · POP$/.test(document.title)) problems.push(`title: ${document.title}`);
      for (const element of document.querySelectorAll("main [dir=auto], main bdi")) {
        const words = String(element.matches("input, textarea") ? element.value : element.textContent).trim();
        if (words.length > 3 && document.title.includes(words)) problems.push(`the title says "${words}"`);
      }
      const help = [...document.querySelectorAll("a[href]")].filter((one) => /\/help\/([a-z]{2}\/)?$/.test(one.pathname));
      if (!help.some(isShown)) problems.push("no link to help");
      return problems;
    },

    fields() {
      const problems = [];
      for (const field of document.querySelectorAll("main input, main select, main textarea")) {
        if (["hidden", "submit", "button"].includes(field.type)) continue;
        const labelled = (field.labels && field.labels.length) || field.getAttribute("aria-labelledby");
        if (!labelled && !field.getAttribute("aria-label")) problems.push(`${name(field)} ${field.name} has no label`);
        if (field.placeholder && !labelled) problems.push(`${field.name}: a placeholder is no label`);
        if (field.getAttribute("aria-invalid") === "true") {
          const said = (field.getAttribute("aria-describedby") || field.closest("fieldset")?.getAttribute("aria-describedby") || "")
            .split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)?.textContent.trim()).join(" ");
          if (!said) problems.push(`${field.name} is wrong, and does not say why`);
        }
      }
      for (const group of document.querySelectorAll("main fieldset")) {
        if (!group.querySelector("legend")?.textContent.trim()) problems.push(`${name(group)} has no legend`);
      }
      const wrong = document.querySelectorAll("main [aria-invalid=true], main .field__error:not([hidden])");
      if (wrong.length) {
        const summaries = [...document.querySelectorAll("main .error-summary")];
        if (!summaries.length) problems.push("there are errors and no summary of them");
        const links = summaries
          .filter((one) => (one.closest(".specimen") ?? document).querySelector("input, select, textarea")) // or shown alone
          .flatMap((one) => [...one.querySelectorAll("a[href^='#']")]);
        for (const link of links) {
          const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
          if (!target) problems.push(`the summary leads to ${link.hash}, which is not there`);
          else if (!target.matches("input, select, textarea, [tabindex]")) problems.push(`${link.hash} cannot take the focus`);
        }
      }
      return problems;
    },

    /** `least` in CSS pixels. */
    targets({ least }) {
      return focusable()
        .filter((element) => element.matches("a, button, input, select, textarea, summary"))
        .filter((element) => !isForScreenReadersOnly(element) && !isInText(element))
        .filter((element) => !touched(element).some((box) => box.width >= least - 0.5 && box.height >= least - 0.5))
        .map((element) => {
          const box = element.getBoundingClientRect();
          return `${name(element)} is ${Math.round(box.width)} × ${Math.round(box.height)}`;
        });
    },

    /** Everything the Tab key reaches shows that it is reached, and is not hidden behind something. */
    focus() {
      const problems = [];
      const before = document.activeElement;
      const look = (element) => {
        const of = [element, ...(element.matches("input[type=checkbox], input[type=radio]") ? element.labels : [])];
        return of.map((one) => {
          const style = getComputedStyle(one);
          const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 ? style.outlineColor : "";
          return [ring, style.boxShadow, style.borderColor, style.backgroundColor].join("|");
        }).join("/");
      };
      for (const element of focusable()) {
        element.blur();
        const without = look(element);
        element.focus();
        if (document.activeElement !== element) { problems.push(`${name(element)} cannot be reached`); continue; }
        if (look(element) === without) problems.push(`${name(element)} does not show the focus`);
        const box = element.getBoundingClientRect();
        const top = document.elementFromPoint(
          Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
          Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1),
        );
        const same = top && (element.contains(top) || top.contains(element) || [...(element.labels || [])].some((one) => one.contains(top))
          || element.closest(".card--link")?.contains(top));
        if (!same && !isForScreenReadersOnly(element)) problems.push(`${name(element)} is reached behind ${top ? name(top) : "the edge"}`);
      }
      document.activeElement?.blur();
      before?.focus?.();
      scrollTo(0, 0);
      return problems;
    },

    /** Nothing wider than the screen, nothing cut off (400 % of 1280 pixels are 320). */
    reflow() {
      const problems = [];
      const wide = document.documentElement.scrollWidth;
      if (wide > innerWidth) problems.push(`the page is ${wide} wide on a screen of ${innerWidth}`);
      for (const element of document.querySelectorAll("body *")) {
        if (!isShown(element) || isForScreenReadersOnly(element) || element.closest("svg, select")) continue;
        const style = getComputedStyle(element);
        const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        const box = element.getBoundingClientRect();
        const scrolls = element.parentElement.closest("[tabindex='0'], textarea");
        if (words && !scrolls && (box.right > innerWidth + 1 || box.left < -1)) problems.push(`${name(element)} reaches past the screen`);
        const hides = [style.overflowX, style.overflowY].some((one) => one === "hidden" || one === "clip");
        if (hides && element.textContent.trim() && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) {
          problems.push(`${name(element)} is cut off`);
        }
        if (style.textOverflow === "ellipsis" && element.localName !== "input") problems.push(`${name(element)} ends in dots`);
      }
      return [...new Set(problems)];
    },

    /** The distances people may set for themselves (WCAG 1.4.12). */
    spread() {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
        + "p { margin-block-end: 2em !important }");
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      const problems = this.reflow();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      return problems.map((one) => `with wider letters: ${one}`);
    },
  };
})();
