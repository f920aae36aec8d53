// One view of the body on the page: a picture whose places are buttons, walked with the arrow keys. It keeps no record.

import { spokenPlace } from "./map.js"
import { nextSpot } from "./near.js"
import { built, marksOf, pathsOf, patternsOf, pictureOf } from "./picture.js"

/** @typedef {import("./map.js").BodyMap} BodyMap */
/** @typedef {import("./map.js").Marked} Marked */
/** @typedef {(place: string, key: string) => void} Act a tap is the key "Enter" */

export class MapView {
  /** @param {BodyMap} map @param {string} build @param {"front" | "back"} face @param {Act} act */
  constructor(map, build, face, act) {
    this.map = map
    this.face = face
    this.act = act
    this.id = `body-map-${face}`
    this.regions = pathsOf(map, build, face).regions
    const label = `Body, ${face}. Arrow keys go from place to place.`
    this.svg = built(pictureOf(map, {}, { build, face, id: this.id, label }))
    this.svg.setAttribute("role", "group")
    this.svg.setAttribute("tabindex", "-1") // with listeners Chromium would make the picture itself a stop of Tab
    /** @type {SVGPathElement[]} */
    this.places = [...this.svg.querySelectorAll("[data-place]")].map((path) => this.button(path))
    this.svg.addEventListener("click", (event) => this.tapped(event))
    this.svg.addEventListener("keydown", (event) => this.pressed(event))
    this.ring = built(["path", { class: "body-map-ring", fill: "none" }, []])
    this.svg.append(this.ring)
    this.svg.addEventListener("focusin", (event) => this.ringed(placeOf(event.target)))
    this.svg.addEventListener("focusout", () => this.ringed(""))
    this.rove(this.places[0].dataset.place ?? "")
  }

  /** @param {Element} path */
  button(path) {
    path.setAttribute("role", "button")
    return /** @type {SVGPathElement} */ (path)
  }

  /** Shows what is felt where. @param {Marked} record */
  show(record) {
    const [defs, marks] = ["defs", ".body-map-marks"].map((name) => this.svg.querySelector(name))
    defs?.replaceChildren(...patternsOf(this.map, record, this.regions, this.id).map(built))
    marks?.replaceChildren(...marksOf(this.map, record, this.regions, this.id).map(built))
    for (const path of this.places) {
      const place = path.dataset.place ?? ""
      path.setAttribute("aria-label", spokenPlace(this.map, record, place))
      path.setAttribute("aria-pressed", String(place in record))
    }
  }

  /** Only one place of a view is a stop of the Tab key. @param {string} place */
  rove(place) {
    for (const path of this.places) path.setAttribute("tabindex", path.dataset.place === place ? "0" : "-1")
  }

  /** @param {string} place */
  ringed(place) {
    this.ring.setAttribute("d", this.regions[place] ?? "")
  }

  /** @param {MouseEvent} event */
  tapped(event) {
    const place = placeOf(event.target)
    if (!place) return
    this.rove(place)
    this.act(place, "Enter")
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const place = placeOf(event.target)
    if (!place || event.altKey || event.ctrlKey || event.metaKey) return
    const next = nextSpot(this.spots(), place, event.key)
    if (next) this.go(next.id)
    else this.act(place, event.key === " " ? "Enter" : event.key)
    if (/^(Arrow.*|Enter| |[0-3]|Backspace|Delete)$/.test(event.key)) event.preventDefault()
  }

  /** @param {string} place */
  go(place) {
    this.rove(place)
    this.places.find((path) => path.dataset.place === place)?.focus()
  }

  spots() {
    return this.places.map((path) => {
      const { x, y, width, height } = path.getBBox()
      return { id: path.dataset.place ?? "", x: x + width / 2, y: y + height / 2 }
    })
  }
}

/** @param {EventTarget | null} target */
const placeOf = (target) => (target instanceof SVGElement ? (target.dataset.place ?? "") : "")
