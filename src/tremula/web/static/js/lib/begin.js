// How a page hands a new session over: a wish in this tab's own storage, read by the page before and by the player.

const KEY = "tremula.begin"
const MORE = "tremula.today"

/**
 * To the page before the session, which goes on to the player.
 * @param {string[]} exercises none means the whole default session @param {string} dose
 * @param {{tremor?: number, wall?: number, override_rest?: boolean, full_dose?: boolean, note_read?: boolean}} [more]
 */
export function beginSession(exercises, dose, more = {}) {
  sessionStorage.setItem(MORE, JSON.stringify({ exercises, dose, ...more }))
  location.assign(exercises.includes("spiral") ? "/before/spiral" : "/before")
}

/** What was wished for on the page where it began; the default session where nothing was. */
export function wishOfToday() {
  const wish = JSON.parse(sessionStorage.getItem(MORE) ?? "{}")
  return { exercises: [], dose: "default", override_rest: false, full_dose: false, note_read: false, ...wish }
}

/** To the player. @param {string[]} exercises @param {string} dose */
export function goToPlayer(exercises, dose) {
  sessionStorage.removeItem(MORE)
  sessionStorage.setItem(KEY, JSON.stringify({ exercises, dose }))
  location.assign("/practise")
}
