// Runs before a journal page is drawn: whoever hid the journal is not led back to it by the browser's own Back.
// A link or a typed address opens it as always.

const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"))
if (arrival?.type === "back_forward" && sessionStorage.getItem("tremula.away")) {
  document.documentElement.classList.add("away")
  location.replace("/library")
} else sessionStorage.removeItem("tremula.away")
