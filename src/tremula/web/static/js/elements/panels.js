// Opens and closes the panels that lie over the player. Pause and Stop stay free below them.

export class Panels {
  /** @param {HTMLElement} player */
  constructor(player) {
    this.player = player
    /** @type {HTMLElement | null} */ this.opener = null
    player.addEventListener("click", (event) => this.clicked(event))
  }

  get open() {
    return this.player.dataset.open ?? ""
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target)
    const opener = /** @type {HTMLElement | null} */ (target.closest("[data-panel]"))
    if (opener) {
      event.preventDefault()
      if (this.open === opener.dataset.panel) this.close()
      else this.show(opener)
    } else if (target.closest("[data-close]")) this.close()
  }

  /** @param {HTMLElement} opener */
  show(opener) {
    this.close()
    const name = opener.dataset.panel ?? ""
    this.player.dataset.open = name
    this.opener = opener
    opener.setAttribute("aria-expanded", "true")
    const panel = /** @type {HTMLElement} */ (this.player.querySelector(`#${name}`))
    panel.hidden = false
    const first = panel.querySelector("h2, [data-close]")
    if (first instanceof HTMLElement) first.focus()
  }

  close() {
    if (!this.open) return
    delete this.player.dataset.open
    this.opener?.setAttribute("aria-expanded", "false")
    this.opener?.focus()
    this.opener = null
  }
}
