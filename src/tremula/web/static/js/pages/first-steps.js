// A few questions that lead to kinds of help. The server decides; nothing is kept unless the person says so.

import { ask } from "../lib/api.js"
import { all, find, linkPanels, onSubmit, showPanel, tell } from "../lib/page.js"

/** @typedef {{why: string, source: string, grade: string}} Why */
/** @typedef {{crisis: boolean, kinds: {kind: string, reasons: Why[]}[]}} Found */

const form = /** @type {HTMLFormElement} */ (find("#first-steps"))
const keeping = find("#ask-keep")
const kept = find("#kept-status")
const follow = all("[data-after]", form)

/** The questions after the first are asked only if it was a yes. */
function showFollowing() {
  const yes = new FormData(form).get("form.exposure") === "1"
  for (const question of follow) question.hidden = !yes
}

function given() {
  /** @type {{form: Record<string, number>, plain: Record<string, string>}} */
  const told = { form: {}, plain: {} }
  const yes = new FormData(form).get("form.exposure") === "1"
  for (const [name, value] of new FormData(form)) {
    const [group, id] = name.split(".")
    if (group === "plain") told.plain[id] = String(value)
    else if (yes || id === "exposure") told.form[id] = Number(value)
  }
  return told
}

/** @param {Why} reason */
function reasonItem({ why, source, grade }) {
  const item = document.createElement("li")
  const from = document.createElement("span")
  from.className = "soft small"
  from.textContent = ` ${source} (${grade})`
  item.append(why, from)
  return item
}

/** @param {Found["kinds"][number]} one */
function cardOf({ kind, reasons }) {
  const template = /** @type {HTMLTemplateElement} */ (find(`#kind-${kind}`))
  const card = /** @type {DocumentFragment} */ (template.content.cloneNode(true))
  card.querySelector("[data-reasons]")?.append(...reasons.map(reasonItem))
  return card
}

/** @param {Found} found @param {boolean} already */
function showFound(found, already) {
  find("#now").hidden = !found.crisis
  find("#suggested").replaceChildren(...found.kinds.map(cardOf))
  keeping.hidden = already
  kept.textContent = already ? "These answers are kept." : ""
  showPanel("result")
}

/** @param {string} words */
function answered(words) {
  keeping.hidden = true
  kept.textContent = words
}

async function keep() {
  try {
    await ask("PUT", "/api/first-steps", given())
    answered("Kept. You can forget them on this page at any time.")
  } catch (error) {
    tell(/** @type {any} */ (keeping), /** @type {Error} */ (error).message)
  }
}

async function forget() {
  await ask("DELETE", "/api/first-steps")
  location.reload()
}

const see = async (/** @type {boolean} */ already) =>
  showFound(await ask("POST", "/api/first-steps", given()), already)

linkPanels()
onSubmit(form, () => see(false))
form.addEventListener("change", showFollowing)
find("#keep").addEventListener("click", keep)
find("#leave").addEventListener("click", () => answered("Nothing was kept."))
document.querySelector("#show-kept")?.addEventListener("click", () => see(true))
document.querySelector("#forget")?.addEventListener("click", forget)
showFollowing()
