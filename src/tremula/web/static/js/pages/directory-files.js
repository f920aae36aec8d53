// Brings a file into the directory: piece by piece to this machine's own server, columns, progress; takes files out.

import { ask } from "../lib/api.js"
import { all, find, onSubmit, tell } from "../lib/page.js"
import { sendPiece } from "../lib/piece.js"

/** ms between two looks. */
const LOOK_AGAIN = 400

/** @typedef {{kind: string, columns: string[], samples: string[][], guess: Record<string, string>, known: boolean}} Looked */
/** @typedef {{state: string, done: number, rows: number, kept: number, bad: number, problems: {where: string, line: number, what: string}[], trouble: string}} Reading */

const bring = /** @type {HTMLFormElement} */ (find("#bring"))
const columns = /** @type {HTMLFormElement} */ (find("#columns"))
const fields = /** @type {HTMLSelectElement[]} */ (all("[data-field]", columns))
let id = 0

/** @param {"bring" | "columns" | "working"} name */
function showStep(name) {
  for (const step of ["bring", "columns", "working"]) find(`#${step}`).hidden = step !== name
  find("#files").hidden = name === "working" // It was drawn before this file came.
  document.getElementById(`${name}-title`)?.focus()
}

/** @param {FormData} data */
async function lookAtFile(data) {
  const file = data.get("file")
  if (!(file instanceof File) || file.size === 0) return tell(bring, "Choose a file first.", find("#file"))
  const begun = await ask("POST", "/api/directory/files", { name: file.name.slice(0, 120), size: file.size })
  id = begun.id
  for (let number = 0; number * begun.piece < file.size; number += 1) {
    const piece = file.slice(number * begun.piece, (number + 1) * begun.piece)
    await sendPiece(`/api/directory/files/${id}/pieces/${number}`, piece)
  }
  const looked = /** @type {Looked} */ (await ask("POST", `/api/directory/files/${id}/look`))
  if (looked.kind === "csv") offerColumns(looked)
  else await startReading({})
}

/** @param {Looked} looked */
function offerColumns({ columns: names, samples, guess, known }) {
  const words = known ? "as you chose them for a file like this" : "a guess from their names"
  find("#columns-about").textContent = `Look through the columns: this is ${words}. Mend what is wrong.`
  for (const select of fields) {
    select.replaceChildren(select.options[0], ...names.map((name) => new Option(name, name)))
    select.value = guess[select.dataset.field ?? ""] ?? ""
    const show = () => {
      const place = names.indexOf(select.value)
      const found = samples.map((row) => row[place]).filter(Boolean)
      const sample = select.parentElement?.querySelector("[data-sample]")
      if (sample) sample.textContent = place >= 0 && found.length ? `For example: ${found.join(" · ")}` : ""
    }
    select.onchange = show
    show()
  }
  showStep("columns")
}

/** @param {Record<string, string>} mapping */
async function startReading(mapping) {
  // A file that broke off before goes on as the one that is there.
  id = /** @type {{id: number}} */ (await ask("POST", `/api/directory/files/${id}/start`, { mapping })).id
  showStep("working")
  await watchReading()
}

async function watchReading() {
  while (true) {
    const now = /** @type {Reading} */ (await ask("GET", `/api/directory/files/${id}`))
    find("#done").setAttribute("value", String(now.done))
    find("#told").textContent =
      now.trouble || `${now.rows} lines read, ${now.kept} kept, ${now.bad} could not be read.`
    if (now.state === "done" || now.trouble) return endReading(now)
    await new Promise((go) => setTimeout(go, LOOK_AGAIN))
  }
}

/** @param {Reading} now */
function endReading(now) {
  find("#working-title").textContent = now.trouble
    ? "The file was not read to its end"
    : "The file is in the directory"
  find("#on").hidden = Boolean(now.trouble)
  showProblems(now)
}

/** @param {Reading} now */
function showProblems(now) {
  const items = now.problems.map(({ where, line, what }) => {
    const item = document.createElement("li")
    item.textContent = `${where.endsWith(", entry") ? "Entry" : "Line"} ${line}: ${what}`
    return item
  })
  find("#problems ul").replaceChildren(...items)
  find("#problems").hidden = items.length === 0
}

/** @param {Error} error */
function failReading(error) {
  showStep("bring")
  tell(bring, error.message)
}

onSubmit(bring, lookAtFile)
onSubmit(columns, async () => {
  await startReading(Object.fromEntries(fields.map((each) => [each.dataset.field ?? "", each.value])))
})
find("#leave").addEventListener("click", async () => {
  await ask("DELETE", `/api/directory/files/${id}`)
  showStep("bring")
})
for (const button of all("[data-go-on]")) {
  button.addEventListener("click", () => {
    id = Number(button.dataset.goOn)
    startReading({}).catch(failReading)
  })
}
for (const button of all("[data-undo]")) {
  button.addEventListener("click", async () => {
    button.setAttribute("disabled", "")
    button.textContent = "Being taken out …"
    await ask("DELETE", `/api/directory/files/${button.dataset.undo}`).catch(failReading)
    button.closest("li")?.remove()
  })
}
for (const button of all("[data-problems]")) {
  button.addEventListener("click", async () => {
    showStep("working")
    find("#working-title").textContent = "Lines to look at"
    showProblems(await ask("GET", `/api/directory/files/${button.dataset.problems}`))
  })
}
