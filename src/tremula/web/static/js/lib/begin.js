// How a page hands a new session over to the player: a wish in this tab's own storage, read once.

const KEY = "tremula.begin"

/** @param {string[]} exercises none means the whole default session @param {string} dose */
export function beginSession(exercises, dose) {
  sessionStorage.setItem(KEY, JSON.stringify({ exercises, dose }))
  location.assign("/practise")
}
