// The page of the body map: brings the picture its data, and keeps what was marked. Without the picture the plain lines count.

import { ask } from "../lib/api.js"
import { insist } from "../lib/insist.js"
import { all, find, onSubmit, tell } from "../lib/page.js"

const form = /** @type {HTMLFormElement} */ (find("#body-map"))
const picture = /** @type {import("../bodymap/element.js").BodyMapElement} */ (find("tremula-body-map", form))

/** The plain lines as a record. @param {FormData} data @returns {Record<string, Record<string, number>>} */
const linesIn = (data) => {
  const [places, feelings, strengths] = ["place", "feeling", "strength"].map((name) =>
    data.getAll(name).map(String),
  )
  /** @type {Record<string, Record<string, number>>} */
  const record = {}
  places.forEach((place, i) => {
    if (place) record[place] = { ...record[place], [feelings[i]]: Number(strengths[i]) }
  })
  return record
}

onSubmit(form, async (data) => {
  const plain = all("[data-plain]", form).length > 0
  const record = plain ? linesIn(data) : JSON.parse(String(data.get("record")))
  const send = () => ask("POST", "/api/body-maps", { record, session: form.dataset.session ?? null })
  await insist(send, (words) => tell(form, words))
  location.assign("/body-map/past")
})

await customElements.whenDefined("tremula-body-map")
picture.open(await ask("GET", "/api/body-map"), picture.dataset.build ?? "")
