// The device's own voice. It never uses a remote voice, never holds up the timeline, and falls silent at once.

/** @typedef {{after(ms: number, callback: () => void): () => void}} Timer */
/** @typedef {{key: string, text: string, loud: boolean}} Line */

const HANGS_BEFORE_SILENCE = 2
/** Generous: a slow voice needs about 120 ms for a letter. */
const mayLast = (/** @type {string} */ text) => 6_000 + text.length * 160

export class Speech extends EventTarget {
  /**
   * Tells "voices" when the list of local voices changed and "hung" when the voice gave up.
   * @param {Timer} timer
   * @param {string} lang
   * @param {SpeechSynthesis | undefined} synth
   */
  constructor(timer, lang = "en", synth = globalThis.speechSynthesis) {
    super()
    this.timer = timer
    this.lang = lang
    this.synth = synth
    this.volume = 1
    this.rate = 0.9
    this.preferred = ""
    this.hangs = 0
    /** @type {Line | null} */ this.waiting = null
    /** @type {Line | null} */ this.current = null
    /** @type {SpeechSynthesisUtterance | null} */ this.utterance = null
    this.unwatch = () => {}
    synth?.addEventListener?.("voiceschanged", () => this.dispatchEvent(new Event("voices")))
  }

  /** Local voices only: a remote one would send the words of the practice to somebody else's machine. */
  voices() {
    const local = (this.synth?.getVoices() ?? []).filter((voice) => voice.localService === true)
    return local.filter((voice) => voice.lang.toLowerCase().startsWith(this.lang))
  }

  get voice() {
    const all = this.voices()
    return all.find((voice) => voice.name === this.preferred) ?? all.find((voice) => voice.default) ?? all[0]
  }

  get works() {
    return this.hangs < HANGS_BEFORE_SILENCE && this.voice !== undefined
  }

  /**
   * Speak now if nothing is spoken. Otherwise wait, as the only one: a newer line takes the place of a
   * waiting one; a line of another segment, and a loud one, also cut off what is being said.
   * @param {string} text
   * @param {string} key what the line belongs to, a visit of a segment
   * @returns {boolean} whether a voice will say it
   */
  say(text, key = "", loud = false) {
    if (!this.works || !text) return false
    const line = { key, text, loud }
    if (this.current && (loud || this.current.key !== key)) this.cancel()
    if (this.current) this.waiting = line
    else this.speak(line)
    return true
  }

  cancel() {
    this.waiting = null
    this.current = null
    this.utterance = null
    this.unwatch()
    this.synth?.cancel()
  }

  /** @param {Line} line */
  speak(line) {
    const { voice } = this
    if (!voice || !this.synth) return
    const utterance = new SpeechSynthesisUtterance(line.text)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.rate = this.rate
    utterance.volume = line.loud ? 1 : this.volume
    utterance.onend = () => this.ended(utterance, true)
    utterance.onerror = () => this.ended(utterance, false)
    this.current = line
    this.utterance = utterance
    this.unwatch = this.timer.after(mayLast(line.text) / this.rate, () => this.hung(utterance))
    this.synth.speak(utterance)
  }

  /** @param {SpeechSynthesisUtterance} utterance @param {boolean} well */
  ended(utterance, well) {
    if (utterance !== this.utterance) return
    if (well) this.hangs = 0
    const next = this.waiting
    this.waiting = null
    this.current = null
    this.utterance = null
    this.unwatch()
    if (next) this.speak(next)
  }

  /** Some engines lose an utterance for ever: after two such losses chimes take over. */
  hung(/** @type {SpeechSynthesisUtterance} */ utterance) {
    if (utterance !== this.utterance) return
    this.hangs += 1
    const next = this.waiting
    this.cancel()
    if (!this.works) this.dispatchEvent(new Event("hung"))
    else if (next) this.speak(next)
  }
}
