// The list of chapters with their times, the present one marked. It leads nowhere by itself.

import { minutes } from "../playing/view.js"

/** @typedef {import("../playing/view.js").Chapter} Chapter */

export class ChapterList extends HTMLElement {
  current = ""

  /** @param {Chapter[]} chapters */
  set chapters(chapters) {
    const list = document.createElement("ol")
    list.append(...chapters.map((chapter) => this.row(chapter)))
    this.replaceChildren(list)
  }

  /** @param {Chapter} chapter */
  row({ id, title, from, to }) {
    const row = document.createElement("li")
    row.dataset.id = id
    const mark = document.createElement("i")
    const name = document.createElement("span")
    name.textContent = title
    const time = document.createElement("time")
    time.textContent = minutes(to - from)
    time.title = `begins at ${minutes(from)}`
    row.append(mark, name, time)
    return row
  }

  /** Mark where one is; what lies before it is done. @param {string} id */
  mark(id) {
    if (id === this.current) return
    this.current = id
    const rows = [...this.querySelectorAll("li")]
    const here = rows.findIndex((row) => row.dataset.id === id)
    rows.forEach((row, index) => {
      row.classList.toggle("done", index < here)
      if (index === here) row.setAttribute("aria-current", "step")
      else row.removeAttribute("aria-current")
    })
    this.goToCurrent()
  }

  goToCurrent() {
    this.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" })
  }
}

customElements.define("tremula-chapters", ChapterList)
