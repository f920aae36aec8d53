// The safety plan's form: lines and contacts, kept as a whole. What is written goes to this machine's server only.

import { ask } from "../lib/api.js"
import { all, find, linkPanels, onSubmit, tell, text } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#plan"))
const contacts = find("#contacts")
const empty = /** @type {HTMLTemplateElement} */ (find("#nobody"))
let added = 0

/** @param {FormData} data @param {string} name */
const lines = (data, name) =>
  text(data, name)
    .split("\n")
    .map((line) => line.trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, 12)

/** @param {HTMLElement} card */
function contactOf(card) {
  /** @param {string} name */
  const field = (name) => /** @type {HTMLInputElement} */ (find(`[data-field="${name}"]`, card))
  const [name, phone, about] = ["name", "phone", "about"].map((each) => field(each).value.trim())
  return { name, phone, about, professional: field("professional").checked }
}

/** A new card has the names of its fields to itself. */
function addSomebody() {
  const card = /** @type {HTMLElement} */ (empty.content.firstElementChild?.cloneNode(true))
  added += 1
  for (const label of /** @type {HTMLLabelElement[]} */ (all("label[for]", card))) {
    const field = find(`#${label.htmlFor}`, card)
    field.id = label.htmlFor = label.htmlFor.replace("new", `new-${added}`)
  }
  contacts.append(card)
  find("[data-field=name]", card).focus()
}

/** @param {FormData} data */
async function keepPlan(data) {
  const people = all("[data-contact]", contacts).map(contactOf)
  const nameless = people.findIndex(({ name, phone, about }) => !name && (phone || about))
  if (nameless >= 0) {
    const card = all("[data-contact]", contacts)[nameless]
    tell(form, "Please give each person a name.", find("[data-field=name]", card))
    return
  }
  const [warning_signs, helps, places] = ["warning_signs", "helps", "places"].map((name) => lines(data, name))
  await ask("PUT", "/api/safety-plan", { warning_signs, helps, places })
  await ask("PUT", "/api/contacts", { contacts: people.filter(({ name }) => name) })
  location.reload()
}

linkPanels()
onSubmit(form, keepPlan)
find("#add").addEventListener("click", addSomebody)
contacts.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("[data-remove]")
  if (!button) return
  button.closest("[data-contact]")?.remove()
  find("#add").focus()
})
document.querySelector("#print")?.addEventListener("click", () => window.print())
