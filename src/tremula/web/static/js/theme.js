// Light or dark, as chosen on this device, before the first paint; otherwise as the system says. A plain script
// on purpose: a module would come after the paint, and nothing here may flash.
const theme = localStorage.getItem("tremula.theme")
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme
