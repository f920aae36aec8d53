// The sound check: a test, the volume, the voice and how much it talks. It makes no sound itself.

/** @typedef {import("../playing/sounds.js").Talk} Talk */
/** @typedef {{volume: number, talk: Talk, voice: string, rate: number}} SoundChoice volume 0 to 1; voice "" = any */

/** @type {SoundChoice} */
const USUAL = { volume: 0.8, talk: "full", voice: "", rate: 0.9 }

/** What the person chose in the settings, as the page brought it. @returns {SoundChoice} */
function broughtChoice() {
  return { ...USUAL, ...JSON.parse(document.getElementById("settings")?.textContent ?? "{}") }
}

export class SoundCheck extends HTMLElement {
  choice = broughtChoice()

  connectedCallback() {
    this.volume.value = String(this.choice.volume * 100)
    for (const radio of this.talks) radio.checked = radio.value === this.choice.talk
    this.addEventListener("change", () => this.changed())
    this.querySelector("[data-sound]")?.addEventListener("click", () => this.send("sound-test"))
  }

  get volume() {
    return /** @type {HTMLInputElement} */ (this.querySelector("[type=range]"))
  }

  get select() {
    return /** @type {HTMLSelectElement} */ (this.querySelector("select"))
  }

  get talks() {
    return /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll("[type=radio]"))
  }

  changed() {
    const talk = /** @type {Talk} */ ([...this.talks].find((radio) => radio.checked)?.value ?? USUAL.talk)
    this.choice = { ...this.choice, volume: Number(this.volume.value) / 100, talk, voice: this.select.value }
    this.send("sound-choice")
  }

  /** @param {"sound-test" | "sound-choice"} type */
  send(type) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: this.choice }))
  }

  /** Say plainly whether there is a voice. @param {SpeechSynthesisVoice[]} voices @param {boolean} [hung] */
  offer(voices, hung = false) {
    const one = voices.length > 0 && !hung
    const words = one ? "A voice of this device will speak. No voice from the internet is used." : ""
    const none = hung
      ? "The voice of this device does not answer."
      : "This device has no voice of its own here."
    const told = words || `${none} You will see the words and hear chimes.`
    const line = /** @type {HTMLElement} */ (this.querySelector("[data-text=voice]"))
    if (line.textContent !== told) line.textContent = told
    const field = /** @type {HTMLElement} */ (this.querySelector("[data-piece=voices]"))
    field.hidden = voices.length < 2
    this.select.replaceChildren(...voices.map((voice) => new Option(voice.name, voice.name)))
    if (voices.some((voice) => voice.name === this.choice.voice)) this.select.value = this.choice.voice
  }
}

customElements.define("tremula-sound", SoundCheck)
