// Which feeling the next tap marks: radio buttons, each with its own pattern. It marks nothing itself.

import { element } from "./list.js"
import { built } from "./picture.js"

/** @typedef {import("./map.js").BodyMap} BodyMap */
/** @typedef {import("./map.js").Feeling} Feeling */

export class FeelingPicker {
  /** @param {BodyMap} map @param {() => void} changed */
  constructor(map, changed) {
    this.feeling = map.feelings[0].id
    this.changed = changed
    this.root = element("fieldset", { class: "body-map-feelings" }, [
      element("legend", {}, ["What do you feel?"]),
      element(
        "div",
        { class: "body-map-chips" },
        map.feelings.map((feeling, i) => this.chip(feeling, i === 0)),
      ),
      element("p", { class: "hint" }, [
        `Then tap where. Tap again for ${map.strengths.slice(1).join(", then ")}; once more takes it away.`,
      ]),
    ])
  }

  /** @param {Feeling} feeling @param {boolean} checked */
  chip(feeling, checked) {
    const input = /** @type {HTMLInputElement} */ (
      element("input", { type: "radio", name: "body-map-feeling", value: feeling.id })
    )
    input.checked = checked
    input.addEventListener("change", (event) => {
      event.stopPropagation()
      this.feeling = feeling.id
      this.changed()
    })
    const name = feeling.name.charAt(0).toUpperCase() + feeling.name.slice(1)
    return element("label", { class: "body-map-chip" }, [input, swatch(feeling), element("span", {}, [name])])
  }
}

/** A piece of the feeling's pattern. @param {Feeling} feeling */
const swatch = ({ id, line, colours }) => {
  const pattern = `body-map-swatch-${id}`
  const stroke = { class: `body-map-line body-map-${id}`, d: line, fill: "none", stroke: colours[0] }
  const width = { "stroke-width": "0.95", "stroke-linecap": "round" }
  return built([
    "svg",
    { class: "body-map-swatch", viewBox: "0 0 10 10", "aria-hidden": "true" },
    [
      [
        "pattern",
        { id: pattern, patternUnits: "userSpaceOnUse", width: "5", height: "5" },
        [["path", { ...stroke, ...width }, []]],
      ],
      [
        "rect",
        {
          class: `body-map-tint body-map-${id}`,
          width: "10",
          height: "10",
          fill: colours[0],
          "fill-opacity": "0.2",
        },
        [],
      ],
      ["rect", { width: "10", height: "10", fill: `url(#${pattern})` }, []],
    ],
  ])
}
