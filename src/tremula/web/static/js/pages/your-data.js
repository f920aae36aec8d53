// Saves the archive, and brings one in by pieces after a look at it. Nothing goes anywhere but to this computer.

import { ask } from "../lib/api.js"
import { all, find, letShow, onSubmit, tell } from "../lib/page.js"
import { sendPiece } from "../lib/piece.js"
import { askSurely } from "../lib/proof.js"

/** @typedef {{new: number, same: number, other: number}} Counts */
/** @typedef {{kinds: Record<string, Counts>, total: Counts}} Brought */

const take = /** @type {HTMLFormElement} */ (find("#take"))
const bring = /** @type {HTMLFormElement} */ (find("#bring"))
const looked = /** @type {HTMLFormElement} */ (find("#looked"))
const way = find("[data-way]", bring)

onSubmit(take, async () => {
  const { address } = await askSurely("POST", "/api/archive")
  location.assign(address)
  find("[data-taken]", take).textContent = "The archive is being saved by your browser."
})

onSubmit(bring, async (data) => {
  const file = data.get("file")
  find("[data-done]").textContent = ""
  if (!(file instanceof File) || file.size === 0) return tell(bring, "Choose a file first.", find("#file"))
  const { piece } = await ask("POST", "/api/archive/upload", { size: file.size })
  for (let number = 0; number * piece < file.size; number += 1) {
    way.textContent = `Reading: ${Math.round((100 * number * piece) / file.size)} %`
    await sendPiece(`/api/archive/upload/${number}`, file.slice(number * piece, (number + 1) * piece))
  }
  way.textContent = "Looking at it …"
  try {
    showBrought(await ask("POST", "/api/archive/look"))
  } finally {
    way.textContent = ""
  }
})

/** @param {Brought} brought */
function showBrought({ kinds, total }) {
  for (const row of all("[data-kind]", looked)) {
    const counts = kinds[row.dataset.kind ?? ""]
    row.hidden = counts.new + counts.same + counts.other === 0
    find("[data-new]", row).textContent = String(counts.new)
    find("[data-same]", row).textContent = String(counts.same)
    find("[data-other]", row).textContent = String(counts.other)
    find("[data-differ]", row).hidden = counts.other === 0
  }
  const nothing = total.new + total.other === 0
  find("[data-sum]", looked).textContent = nothing ? "Everything in it is here already." : ""
  find("[data-go]", looked).hidden = nothing
  bring.hidden = true
  looked.hidden = false
  find("#looked-title").focus()
}

function backToChoosing() {
  bring.reset()
  bring.hidden = false
  looked.hidden = true
}

onSubmit(looked, async () => {
  const { total } = /** @type {Brought} */ (await ask("POST", "/api/archive/bring-in"))
  backToChoosing()
  const beside = total.other ? ` ${total.other} differ and are kept beside.` : ""
  find("[data-done]").textContent = `It is in: ${total.new} new records.${beside}`
})

find("#leave").addEventListener("click", async () => {
  await ask("DELETE", "/api/archive/upload")
  backToChoosing()
  find("#file").focus()
})

letShow()
for (const button of all("[data-let-go]")) {
  button.addEventListener("click", async () => {
    const item = /** @type {HTMLElement} */ (button.closest("li"))
    const { otherKind: kind, key, content } = item.dataset
    await ask("DELETE", "/api/other-content", { kind, key, content })
    item.remove()
    find("h1").tabIndex = -1
    find("h1").focus()
  })
}
