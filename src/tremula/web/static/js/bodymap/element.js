// <tremula-body-map>: choose a feeling, then tap where it is. It writes into a plain field and tells "change"; it keeps nothing.

import { FeelingPicker } from "./feelings.js"
import { element, MapList } from "./list.js"
import { Marks, spokenPlace, strengthAt, stronger } from "./map.js"
import { MapView } from "./view.js"

/** @typedef {import("./map.js").BodyMap} BodyMap */

const FACES = /** @type {const} */ (["front", "back"])
/** Whose side is where, as one looks at the picture. */
const SIDES_SEEN = { front: ["right", "left"], back: ["left", "right"] }

export class BodyMapElement extends HTMLElement {
  /**
   * Takes the place of the plain fields inside it; the hidden field named by `data-field` holds the record as JSON.
   * @param {BodyMap} map @param {string} build a body type
   */
  open(map, build) {
    this.map = map
    this.field = /** @type {HTMLInputElement} */ (this.querySelector(`[name="${this.dataset.field}"]`))
    this.marks = new Marks(map, JSON.parse(this.field.value || "{}"))
    const act = (/** @type {string} */ place, /** @type {string} */ key) => this.act(place, key)
    this.picker = new FeelingPicker(map, () => this.show())
    this.views = FACES.map((face) => new MapView(map, build, face, act))
    this.list = new MapList(map, act)
    this.said = element("p", { class: "body-map-said", role: "status" })
    this.undo = this.button("Undo", "Taken back.", () => this.marks?.undo())
    this.clear = this.button("Clear all", "Everything is cleared.", () => this.marks?.clear())
    this.querySelector("[data-plain]")?.remove()
    this.append(...this.parts())
    this.dataset.face = "front"
    this.show()
  }

  parts() {
    const pictures = element(
      "div",
      { class: "body-map-faces" },
      this.views?.map((view) => this.figure(view)),
    )
    const names = element("details", { class: "body-map-by-name" }, [
      element("summary", {}, ["Choose by name"]),
      .../** @type {Node[]} */ (this.list ? [this.list.root] : []),
    ])
    const tools = element("div", { class: "body-map-tools" }, [
      /** @type {Node} */ (this.undo),
      /** @type {Node} */ (this.clear),
    ])
    return /** @type {Node[]} */ ([this.picker?.root, this.turner(), pictures, this.said, tools, names])
  }

  /** On a phone one side at a time. */
  turner() {
    const buttons = FACES.map((face) => {
      const button = element("button", { type: "button", "data-turn": face }, [
        face === "front" ? "Front" : "Back",
      ])
      button.addEventListener("click", () => {
        this.dataset.face = face
        this.turned()
      })
      return button
    })
    this.turns = buttons
    return element(
      "div",
      { class: "body-map-turn", role: "group", "aria-label": "Side of the body" },
      buttons,
    )
  }

  turned() {
    for (const button of this.turns ?? [])
      button.setAttribute("aria-pressed", String(button.dataset.turn === this.dataset.face))
  }

  /** @param {MapView} view */
  figure({ face, svg }) {
    const [left, right] = SIDES_SEEN[face].map((side) => element("span", {}, [`your ${side}`]))
    const name = element("strong", {}, [face === "front" ? "Front" : "Back"])
    return element("figure", { class: `body-map-face-${face}` }, [
      element("figcaption", {}, [left, name, right]),
      svg,
    ])
  }

  /** @param {string} words @param {string} done @param {() => void} change */
  button(words, done, change) {
    const button = element("button", { type: "button", class: "button" }, [words])
    button.addEventListener("click", () => {
      change()
      this.changed(done)
    })
    return button
  }

  /** A tap makes it one stronger, after "strong" nothing; 0 to 3 set it. @param {string} place @param {string} key */
  act(place, key) {
    const { marks, picker, map } = this
    if (!marks || !picker || !map) return
    const feeling = picker.feeling
    const asked = key === "Enter" ? stronger(strengthAt(marks.record, place, feeling)) : keyed(key)
    if (asked === null) return
    marks.set(place, feeling, asked)
    this.changed(spokenPlace(map, marks.record, place))
  }

  /** @param {string} words */
  changed(words) {
    this.show()
    if (this.said) this.said.textContent = words.charAt(0).toUpperCase() + words.slice(1)
    this.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: this.record }))
  }

  get record() {
    return this.marks?.record ?? {}
  }

  show() {
    for (const view of this.views ?? []) view.show(this.record)
    this.list?.show(this.record, this.picker?.feeling ?? "")
    if (this.field) this.field.value = JSON.stringify(this.record)
    this.undo?.toggleAttribute("disabled", !this.marks?.before.length)
    this.clear?.toggleAttribute("disabled", !Object.keys(this.record).length)
    this.turned()
  }
}

/** @param {string} key @returns {number | null} */
const keyed = (key) => (/^[0-3]$/.test(key) ? Number(key) : /^(Backspace|Delete)$/.test(key) ? 0 : null)

customElements.define("tremula-body-map", BodyMapElement)
