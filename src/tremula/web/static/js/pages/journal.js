// The list of entries: looks for words and shows where they stand. The words never stand in an address.

import { watchForHiding } from "../journal/hide.js"
import { ask } from "../lib/api.js"
import { find, onSubmit, text } from "../lib/page.js"

/** @typedef {{entry: {id: string, made: string, kind: string}, around: string[]}} Found */

const form = /** @type {HTMLFormElement} */ (find("#search"))
const found = find("#found")

/** @param {string} stamp as the clock stood where it was written */
function dayOf(stamp) {
  const day = new Date(`${stamp.slice(0, 10)}T12:00:00Z`)
  return day.toLocaleDateString("en-GB", { dateStyle: "full", timeZone: "UTC" })
}

/** @param {Found} one @returns {HTMLElement} */
function itemOf({ entry, around }) {
  const item = document.createElement("li")
  const link = document.createElement("a")
  const day = document.createElement("strong")
  const words = document.createElement("span")
  link.href = `/journal/${entry.id}`
  day.textContent = dayOf(entry.made)
  words.className = "words"
  words.append(...(entry.kind === "hard" ? ["Writing about what happened"] : around.map(piece)))
  link.append(day, words)
  item.append(link)
  return item
}

/** Every second piece is what was found. @param {string} words @param {number} place */
function piece(words, place) {
  if (place % 2 === 0) return words
  const mark = document.createElement("mark")
  mark.textContent = words
  return mark
}

/** @param {number} n */
const counted = (n) => (n === 0 ? "Nothing found." : n === 1 ? "One entry." : `${n} entries.`)

onSubmit(form, async (data) => {
  const words = text(data, "words").trim()
  const answer = words ? await ask("POST", "/api/journal-search", { words }) : { found: [] }
  found.replaceChildren(...answer.found.map(itemOf))
  find("#count").textContent = words ? counted(answer.found.length) : ""
})
watchForHiding()
