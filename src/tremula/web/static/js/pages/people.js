// Whom to reach: the crisis lines of the chosen country, and one's own people while tremula is open. Their numbers stay
// in this browser only where that was ticked.

import { ask } from "../lib/api.js"
import { guessedCountry, keepContacts, keepCountry, keptContacts, keptCountry } from "../lib/here.js"
import { all, find } from "../lib/page.js"

/** @typedef {import("../lib/here.js").Contact} Contact */

const select = /** @type {HTMLSelectElement} */ (find("#country"))
const keep = /** @type {HTMLInputElement} */ (find("#keep-contacts"))
const countries = /** @type {HTMLDetailsElement[]} */ (all("[data-country]"))

/** Only this country, opened. @param {string} id */
function open(id) {
  for (const each of countries) {
    each.hidden = each.dataset.country !== id
    each.open = !each.hidden
  }
}

/** The chosen one; without a choice what holds everywhere. @param {string} id */
function showCountry(id) {
  select.value = id
  open(id || "xx")
  if (id) find("#suggestion").hidden = true
}

/** Here, and in the settings when tremula is open. @param {string} id */
function chooseCountry(id) {
  keepCountry(id)
  showCountry(id)
  if (localStorage.getItem("tremula.second-half"))
    ask("PUT", "/api/settings", { country: id }).catch(() => undefined)
}

const known = countries.map((each) => each.dataset.country ?? "")
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const guessed = guessedCountry(zone, navigator.languages, known)

/**
 * In danger the numbers stand right under the emergency numbers, those of a guessed country too; the page says that it
 * is a guess. @param {boolean} danger
 */
export function bringNear(danger) {
  const [people, crisis, own] = ["#people", "#crisis", "#own-people"].map((id) => find(id))
  if (danger) find("#danger").after(people)
  else find("#states").before(people)
  find("#people-title").after(...(danger ? [crisis, own] : [own, crisis]))
  if (!select.value) open((danger && guessed) || "xx")
  const field = /** @type {HTMLElement} */ (select.parentElement)
  if (danger && (select.value || guessed)) find("#countries").after(field)
  else find("#country-row").prepend(field)
}

function suggest() {
  const id = guessed
  if (!id || select.value) return
  find("#suggested").textContent = select.querySelector(`[value="${id}"]`)?.textContent ?? ""
  find("#suggestion").hidden = false
  find("#agree").addEventListener("click", () => chooseCountry(id))
}

/** @param {Contact} contact */
function itemOf({ name, phone, about }) {
  const item = document.createElement("li")
  item.className = "line"
  const strong = document.createElement("strong")
  strong.textContent = name
  item.append(strong)
  if (phone) item.append(" ", dialOf(phone))
  if (about) {
    const soft = document.createElement("p")
    soft.className = "soft"
    soft.textContent = about
    item.append(soft)
  }
  return item
}

/** @param {string} phone */
function dialOf(phone) {
  const link = document.createElement("a")
  link.className = "dial"
  link.href = `tel:${phone.replace(/[^+\d]/g, "")}`
  link.textContent = phone
  return link
}

/** @param {Contact[]} contacts */
function showContacts(contacts) {
  find("#own").hidden = contacts.length === 0
  find("#no-contacts").hidden = contacts.length > 0
  find("#nobody").hidden = true
  find("#contacts").replaceChildren(...contacts.map(itemOf))
}

/** What tremula itself has said: there is nobody. @param {Contact[]} contacts */
function tellIfNobody(contacts) {
  if (contacts.length > 0) return
  find("#nobody").hidden = false
  find("#no-contacts").hidden = true
}

/** From tremula while it is open, else what was chosen to lie here. */
async function reachContacts() {
  const kept = keptContacts()
  keep.checked = kept !== null
  showContacts(kept ?? [])
  if (!localStorage.getItem("tremula.second-half")) return
  const answer = await ask("GET", "/api/contacts").catch(() => null)
  if (!answer) return
  showContacts(answer.contacts)
  tellIfNobody(answer.contacts)
  if (keep.checked) keepContacts(answer.contacts)
  keep.addEventListener("change", () => keepContacts(keep.checked ? answer.contacts : null))
}

keep.addEventListener("change", () => {
  if (!keep.checked) keepContacts(null)
})
find("#country-row").hidden = false
select.addEventListener("change", () => chooseCountry(select.value))
showCountry(keptCountry())
suggest()
reachContacts()
