// How the person wants the figure to look: as the page brought it, or as this device remembers. It asks nobody.

const LOOK_KEY = "tremula.figure"

/** Body, skin, hair and clothes by id; empty for the usual ones. @returns {Record<string, string>} */
export const lookOf = () =>
  JSON.parse(document.getElementById("settings")?.textContent ?? "{}").figure ??
  JSON.parse(localStorage.getItem(LOOK_KEY) ?? "{}")

/** For pages that come without the person's settings. @param {Record<string, string>} look */
export const keepLook = (look) => localStorage.setItem(LOOK_KEY, JSON.stringify(look))
