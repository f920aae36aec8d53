// The sound check: a test, the volume, the voice and how much it talks. It makes no sound itself.

/** @typedef {import("../playing/talk.js").Talk} Talk */
/** @typedef {import("../playing/sounds.js").Vibration} Vibration */
/** @typedef {import("../drivers/clip-store.js").Speaker} Speaker */
/**
 * @typedef {object} SoundChoice
 * @property {number} volume 0 to 1
 * @property {Talk} talk
 * @property {string} speaker who is recorded; "" = the first one, "device" = the device's own voice
 * @property {string} voice of the device, by its name; "" = any
 * @property {number} rate of the device's voice
 * @property {Vibration} vibration
 * @property {Speaker[]} speakers who is recorded at all
 */

/** @type {SoundChoice} */
const USUAL = {
  volume: 0.8,
  talk: "full",
  speaker: "",
  voice: "",
  rate: 0.9,
  vibration: "questions",
  speakers: [],
}
const DEVICE = "device"

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
    const { value, selectedOptions } = this.select
    const voice = value === DEVICE ? (selectedOptions[0].dataset.voice ?? "") : this.choice.voice
    const speaker = value || this.choice.speaker
    this.choice = { ...this.choice, volume: Number(this.volume.value) / 100, talk, speaker, voice }
    this.send("sound-choice")
  }

  /** @param {"sound-test" | "sound-choice"} type */
  send(type) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: this.choice }))
  }

  /** List who can speak, and say plainly who does. @param {SpeechSynthesisVoice[]} voices @param {string} notice */
  offer(voices, notice) {
    const line = /** @type {HTMLElement} */ (this.querySelector("[data-text=voice]"))
    if (line.textContent !== notice) line.textContent = notice
    const recorded = this.choice.speakers.map(({ speaker, name }) => this.option(speaker, name, ""))
    const device = voices.map(({ name }) => this.option(DEVICE, `${name} (this device)`, name))
    const field = /** @type {HTMLElement} */ (this.querySelector("[data-piece=voices]"))
    field.hidden = recorded.length + device.length < 2
    this.select.replaceChildren(...recorded, ...device)
  }

  /** @param {string} value @param {string} words @param {string} voice of the device */
  option(value, words, voice) {
    const { speaker } = this.choice
    const chosen = value === DEVICE ? speaker === DEVICE && voice === this.choice.voice : value === speaker
    const option = new Option(words, value, chosen, chosen)
    option.dataset.voice = voice
    return option
  }
}

customElements.define("tremula-sound", SoundCheck)
