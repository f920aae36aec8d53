// The whole surface as one control during the tremor: the upper half says "fine", the lower one is the Stop button.

export class Halves extends HTMLElement {
  /** What it shows: even the same words written anew make the browser lay out the page. */
  shown = "nothing yet"

  /**
   * @param {"" | "ask" | "choose"} mode `ask`: a question is pending; `choose`: the person tapped
   * @param {string} [question]
   */
  show(mode, question = "") {
    const shown = mode === "ask" ? `${question} ${this.ways()}` : mode
    if (shown === this.shown) return
    this.shown = shown
    this.hidden = mode === ""
    const [words, hint] = this.querySelectorAll("span, small")
    words.textContent = mode === "ask" ? question : ""
    hint.textContent = mode === "ask" ? this.ways() : "Go on shaking"
  }

  /** How else one can answer here. */
  ways() {
    return this.closest("[data-motion]") ? "Or tip the phone to one side and back" : "Space works too"
  }
}

customElements.define("tremula-halves", Halves)
