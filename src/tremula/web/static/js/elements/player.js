// The player element: turns taps, clicks and keys into acts, and shows what it is given. It decides no session.

import { actOfKey } from "../playing/keys.js"
import { Panels } from "./panels.js"

/** How long the two halves wait for an answer before they go away (ms). */
const HALVES = 12_000
const NATIVE_KEYS = "input, select, textarea"

/**
 * It sends "act" (detail: the act's name, and the state that the person named with it) and "do" (detail: what the
 * page itself shall do).
 */
export class Player extends HTMLElement {
  /** @type {import("../drivers/clock.js").Clock | null} */ clock = null
  unwatch = () => {}
  /** @type {Record<string, string>} */ told = {}

  connectedCallback() {
    this.panels = new Panels(this)
    this.addEventListener("click", (event) => this.clicked(event))
    this.addEventListener("pointerdown", (event) => this.touched(event))
    document.addEventListener("keydown", (event) => this.pressed(event))
  }

  get state() {
    return this.dataset.state ?? ""
  }

  get choosing() {
    return this.dataset.halves === "choose"
  }

  /** @param {string} name @param {string} [felt] freezing, flooding or dissociating */
  act(name, felt) {
    this.choose(false)
    this.dispatchEvent(new CustomEvent("act", { detail: { name, felt } }))
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const button = /** @type {Element} */ (event.target).closest("[data-act], [data-do]")
    if (!(button instanceof HTMLElement)) return
    const { act, felt, do: wish } = button.dataset
    if (act) this.act(act, felt)
    if (wish) this.dispatchEvent(new CustomEvent("do", { detail: wish }))
  }

  /** A trembling hand rarely makes a clean click: the first touch counts. @param {PointerEvent} event */
  touched(event) {
    const target = /** @type {Element} */ (event.target)
    if (!this.hasAttribute("data-tremor") || target.closest("a, button, input, select, .panel")) return
    if (this.state === "asking") this.act("fine")
    else if (this.state === "running" && !this.choosing) this.choose(true)
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const target = /** @type {Element} */ (event.target)
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return
    if (event.key === "Escape" && this.panels?.open && this.state === "ready") return this.panels.close()
    const act = actOfKey(event.key, this.state, this.choosing)
    if (!act || (act !== "stop" && this.isForControl(event.key, target))) return
    event.preventDefault()
    this.act(act)
  }

  /**
   * Space on a control that was reached by Tab works that control, except while asked: then it answers,
   * unless the control is Stop.
   * @param {string} key @param {Element} target
   */
  isForControl(key, target) {
    if (target.matches(NATIVE_KEYS)) return true
    if (key !== " " || !target.matches("button:focus-visible, a:focus-visible")) return false
    return this.state !== "asking" || target.matches(".stop")
  }

  /** Show or hide the two halves. @param {boolean} choosing */
  choose(choosing) {
    this.unwatch()
    if (choosing === this.choosing) return
    if (choosing) {
      this.dataset.halves = "choose"
      this.unwatch = this.clock?.after(() => this.choose(false), HALVES) ?? this.unwatch
    } else delete this.dataset.halves
    this.dispatchEvent(new Event("halves"))
  }

  /** Nobody else changes these lines. @param {string} name of a data-text @param {string} words */
  tell(name, words) {
    if (this.told[name] === words) return
    this.told[name] = words
    for (const line of this.querySelectorAll(`[data-text="${name}"]`)) {
      if (line.textContent !== words) line.textContent = words
      if (["notice", "offline"].includes(name)) /** @type {HTMLElement} */ (line).hidden = words === ""
    }
  }

  /** @param {string} name of a data-list @param {string[]} lines */
  list(name, lines) {
    const rows = lines.map((words) => Object.assign(document.createElement("li"), { textContent: words }))
    this.querySelector(`[data-list="${name}"]`)?.replaceChildren(...rows)
  }

  /** @template {HTMLElement} [E=HTMLElement] @param {string} selector @returns {E} */
  piece(selector) {
    return /** @type {E} */ (this.querySelector(selector))
  }
}

customElements.define("tremula-player", Player)
