// Keeps one change after the other, and says "Kept." only when none is left on its way.

export class Turns {
  #turn = Promise.resolve()
  #left = 0

  /** @param {HTMLElement} said where it stands */
  constructor(said) {
    this.said = said
  }

  /** @param {() => Promise<unknown>} send @param {(words: string) => void} tell what went wrong, or "" */
  keep(send, tell) {
    this.#left += 1
    this.said.textContent = ""
    this.#turn = this.#turn.then(() => this.#next(send, tell))
    return this.#turn
  }

  /** @param {() => Promise<unknown>} send @param {(words: string) => void} tell */
  async #next(send, tell) {
    try {
      await send()
      tell("")
      if (this.#left === 1) this.said.textContent = "Kept."
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error))
    } finally {
      this.#left -= 1
    }
  }
}
