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

/**
 * Where the browser's language points, as a suggestion only. Plain English points nowhere.
 * @param {readonly string[]} languages @param {string[]} known ids of countries
 */
export function suggestedCountry(languages, known) {
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
