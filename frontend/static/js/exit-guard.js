/**
 * Whoever left POP in this tab and presses Back is sent away again before anything is drawn (SG-28). It stands inside
 * every page (frontend/inline.py), so that no browser draws first and asks afterwards. The mark is quick-exit.js's.
 */
try {
  const away = sessionStorage.getItem("away");
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (away && entry && entry.type === "back_forward") {
    document.documentElement.hidden = true;
    location.replace(away);
  }
} catch (error) {
  // storage is shut off: nobody can have left a mark
}
