// Every place by name, as large buttons: the same taps as on the picture, for thumbs and for who rather reads.

import { spokenPlace, strengthAt } from "./map.js"

/** @typedef {import("./map.js").BodyMap} BodyMap */
/** @typedef {import("./map.js").Marked} Marked */

/** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} inside */
export const element = (name, attributes = {}, inside = []) => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...inside)
  return made
}

export class MapList {
  /** @param {BodyMap} map @param {(place: string, key: string) => void} act */
  constructor(map, act) {
    this.map = map
    this.act = act
    /** @type {Map<string, HTMLElement>} */
    this.buttons = new Map()
    this.root = element(
      "div",
      { class: "body-map-list" },
      map.groups.map((group) => this.group(group)),
    )
  }

  /** @param {{id: string, name: string}} group */
  group({ id, name }) {
    const places = this.map.places.filter((place) => place.group === id)
    return element("section", {}, [
      element("h2", {}, [name]),
      element(
        "div",
        { class: "body-map-names" },
        places.map((place) => this.button(place)),
      ),
    ])
  }

  /** @param {import("./map.js").Place} place */
  button({ id, name, side }) {
    const label = element("span", {}, [name.charAt(0).toUpperCase() + name.slice(1)])
    const dots = element("span", { class: "body-map-dots", "aria-hidden": "true" })
    const button = element("button", { type: "button", class: `body-map-name ${side}`, "data-name": id }, [
      label,
      dots,
    ])
    button.addEventListener("click", () => this.act(id, "Enter"))
    button.addEventListener("keydown", (event) => {
      if (/^([0-3]|Backspace|Delete)$/.test(event.key)) this.act(id, event.key)
    })
    this.buttons.set(id, button)
    return button
  }

  /** @param {Marked} record @param {string} feeling whose strength the dots show */
  show(record, feeling) {
    for (const [place, button] of this.buttons) {
      const strength = strengthAt(record, place, feeling)
      button.setAttribute("aria-label", spokenPlace(this.map, record, place))
      button.classList.toggle("marked", place in record)
      const dots = button.querySelector(".body-map-dots")
      if (dots) dots.textContent = "●".repeat(strength) + "○".repeat(3 - strength)
    }
  }
}
