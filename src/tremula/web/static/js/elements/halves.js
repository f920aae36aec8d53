// The whole surface as one control during the tremor: the upper half says "fine", the lower one is the Stop button.

export class Halves extends HTMLElement {
  /**
   * @param {"" | "ask" | "choose"} mode `ask`: a question is pending; `choose`: the person tapped
   * @param {string} [question]
   */
  show(mode, question = "") {
    this.hidden = mode === ""
    const [words, hint] = this.querySelectorAll("span, small")
    words.textContent = mode === "ask" ? question : ""
    hint.textContent = mode === "ask" ? "Space works too" : "Go on shaking"
  }
}

customElements.define("tremula-halves", Halves)
