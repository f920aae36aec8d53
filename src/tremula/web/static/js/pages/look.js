// How the figure looks: shown at once, kept as soon as it changes. It also stays on this device, for other pages.

import { drawStill } from "../figure/still.js"
import { ask } from "../lib/api.js"
import { keepLook } from "../lib/look.js"
import { all, find, tell } from "../lib/page.js"
import { Turns } from "../lib/turns.js"

const form = /** @type {HTMLFormElement} */ (find("#figure-form"))
const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (find("[data-look]")))
const turns = new Turns(find("[data-done]", form))
/** @type {import("../figure/figure.js").Sheet} */
const sheet = await (await fetch("/api/poses")).json()

const chosen = () =>
  Object.fromEntries(
    all("select", form).map((field) => {
      const { name, value } = /** @type {HTMLSelectElement} */ (field)
      return [name, value]
    }),
  )

function draw() {
  svg.replaceChildren()
  drawStill(svg, sheet, "stand", "left", chosen())
}

function keep() {
  draw()
  const figure = chosen()
  return turns.keep(
    () => ask("PUT", "/api/settings", { figure }).then(() => keepLook(figure)),
    (words) => tell(form, words),
  )
}

draw()
keepLook(chosen())
for (const field of all("select", form)) field.addEventListener("change", keep)
