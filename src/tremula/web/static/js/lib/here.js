// What this browser keeps for grounding, so that it is there while tremula is locked or off: the country, and the
// person's own contacts only if they chose that.

const OURS = "tremula."
const SECOND_HALF = "tremula.second-half"
const COUNTRY = "tremula.country"
const CONTACTS = "tremula.contacts"

/** @typedef {{name: string, phone: string, about: string, professional: boolean}} Contact */

export const keptCountry = () => localStorage.getItem(COUNTRY) ?? ""

/** @param {string} id two letters, "xx" for one without a file, empty to forget */
export function keepCountry(id) {
  if (id) localStorage.setItem(COUNTRY, id)
  else localStorage.removeItem(COUNTRY)
}

/** Countries by their time zones' cities. Where a zone is shared the country with most people in it comes first. */
const ZONES = {
  at: "Europe/Vienna",
  au: "Australia/",
  be: "Europe/Brussels",
  br: "America/Sao_Paulo America/Bahia America/Fortaleza America/Manaus America/Recife America/Belem America/Cuiaba",
  ca: "America/Toronto America/Vancouver America/Montreal America/Edmonton America/Winnipeg America/Halifax America/Regina America/St_Johns",
  ch: "Europe/Zurich",
  de: "Europe/Berlin Europe/Busingen",
  es: "Europe/Madrid Atlantic/Canary Africa/Ceuta",
  fi: "Europe/Helsinki Europe/Mariehamn",
  fr: "Europe/Paris",
  gb: "Europe/London Europe/Belfast",
  ie: "Europe/Dublin",
  in: "Asia/Kolkata Asia/Calcutta",
  it: "Europe/Rome",
  nl: "Europe/Amsterdam",
  no: "Europe/Oslo",
  nz: "Pacific/Auckland Pacific/Chatham",
  pl: "Europe/Warsaw",
  se: "Europe/Stockholm",
  us: "America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Detroit America/Boise America/Anchorage America/Indiana/ America/Kentucky/ America/North_Dakota/ Pacific/Honolulu US/",
  za: "Africa/Johannesburg",
}

/**
 * Where the browser's clock points, else its language: a guess, made here, and told as one. Plain English points
 * nowhere.
 * @param {string} zone like Europe/Vienna @param {readonly string[]} languages @param {string[]} known ids
 */
export function guessedCountry(zone, languages, known) {
  const holds = (/** @type {string} */ city) => (city.endsWith("/") ? zone.startsWith(city) : zone === city)
  const found = Object.entries(ZONES).find(([, cities]) => cities.split(" ").some(holds))
  return found && known.includes(found[0]) ? found[0] : countryOfLanguage(languages, known)
}

/** @param {readonly string[]} languages @param {string[]} known */
function countryOfLanguage(languages, known) {
  for (const tag of languages) {
    const locale = new Intl.Locale(tag)
    const region = locale.region ?? (locale.language === "en" ? "" : locale.maximize().region)
    const id = (region ?? "").toLowerCase()
    if (known.includes(id)) return id
  }
  return ""
}

/** @returns {Contact[] | null} null: the person did not choose to have them here */
export function keptContacts() {
  const text = localStorage.getItem(CONTACTS)
  return text ? JSON.parse(text) : null
}

/** @param {Contact[] | null} contacts null takes them away */
export function keepContacts(contacts) {
  if (contacts) localStorage.setItem(CONTACTS, JSON.stringify(contacts))
  else localStorage.removeItem(CONTACTS)
}

/** After erasing: all but the login, which shows the first page. Looks and the figure's body are a person's too. */
export function forgetHere() {
  for (const store of [localStorage, sessionStorage])
    for (const key of Object.keys(store))
      if (key.startsWith(OURS) && key !== SECOND_HALF) store.removeItem(key)
}
