// Bells and soft tones, set ahead on the audio clock so that each comes on its moment. It never plays a file.

/** @typedef {"bell" | "tick" | "in" | "out" | "mark" | "ask" | "again"} Tone */
/** A note: begins so many s after the tone, Hz, seconds until it has faded, loudness 0 to 1. */
/** @typedef {[number, number, number, number]} Note */

/** @type {Readonly<Record<Tone, readonly Note[]>>} */
const NOTES = {
  bell: [
    [0, 528, 2.6, 0.5],
    [0, 1457, 1.1, 0.12],
  ],
  tick: [[0, 660, 0.14, 0.25]],
  in: [[0, 330, 1.4, 0.16]],
  out: [[0, 262, 1.8, 0.16]],
  mark: [[0, 440, 0.9, 0.3]],
  ask: [
    [0, 440, 0.5, 0.5],
    [0.25, 554, 0.5, 0.5],
    [0.5, 659, 1.2, 0.5],
  ],
  again: [
    [0, 440, 0.5, 1],
    [0.25, 554, 0.5, 1],
    [0.5, 659, 0.6, 1],
    [0.9, 659, 1.4, 1],
  ],
}
/** Readings of the audio clock are compared over this long (s): enough of them, and none from before a hiccup. */
const COMPARED = 2

export class Chimes extends EventTarget {
  /** Tells "lost" when the sound was taken away (a call, another app) and "back" when it returned. */
  constructor() {
    super()
    /** @type {AudioContext | null} */ this.context = null
    /** @type {GainNode | null} */ this.master = null
    this.level = 0.8
    /** @type {Array<{page: number, ahead: number}>} */ this.readings = []
  }

  /** To be called from a click or a key: browsers give sound only to a person. */
  async open() {
    if (!this.context) this.make()
    if (this.context?.state !== "running") await this.context?.resume()
  }

  make() {
    this.context = new AudioContext({ latencyHint: "interactive" })
    this.master = this.context.createGain()
    this.master.gain.value = this.level
    this.master.connect(this.context.destination)
    let before = ""
    this.context.addEventListener("statechange", () => {
      const now = /** @type {string} */ (this.context?.state)
      this.readings = []
      if (before === "running" && now !== "running") this.dispatchEvent(new Event("lost"))
      if (before !== "" && now === "running") this.dispatchEvent(new Event("back"))
      before = now
    })
    before = this.context.state
  }

  get sounds() {
    return this.context?.state === "running"
  }

  /** @param {number} level 0 to 1 */
  set volume(level) {
    this.level = level
    if (this.master) this.master.gain.value = level
  }

  /** Compare the two clocks; to be called several times a second. @returns {number} the page's time (s) */
  read() {
    const page = performance.now() / 1000
    const ahead = (this.context?.currentTime ?? 0) - page
    this.readings = this.readings.filter((one) => page - one.page < COMPARED)
    this.readings.push({ page, ahead })
    return page
  }

  /** The audio clock stands still within a block of samples, so the highest of some readings is the true one. */
  audioNow() {
    return this.read() + Math.max(...this.readings.map(({ ahead }) => ahead))
  }

  /**
   * Play a tone `inMs` from now (0 = at once).
   * @param {Tone} tone
   * @returns {() => void} takes back every note that has not begun
   */
  play(tone, inMs = 0) {
    if (!this.sounds) return () => {}
    const at = this.audioNow() + Math.max(0, inMs) / 1000
    // A question that was missed is loud, whatever the volume.
    const to = /** @type {AudioNode} */ (tone === "again" ? this.context?.destination : this.master)
    const notes = NOTES[tone].map((note) => this.note(at, note, to))
    return () => {
      for (const takeBack of notes) takeBack()
    }
  }

  /** @param {number} at @param {Note} note @param {AudioNode} to */
  note(at, [after, hertz, seconds, loudness], to) {
    const context = /** @type {AudioContext} */ (this.context)
    const begin = Math.max(at + after, context.currentTime)
    const tone = new OscillatorNode(context, { frequency: hertz })
    const fade = new GainNode(context, { gain: 0 })
    fade.gain.setValueAtTime(0.0001, begin)
    fade.gain.linearRampToValueAtTime(loudness, begin + 0.012)
    fade.gain.exponentialRampToValueAtTime(0.0001, begin + seconds)
    tone.connect(fade).connect(to)
    tone.start(begin)
    tone.stop(begin + seconds)
    tone.onended = () => fade.disconnect()
    return () => begin > context.currentTime && tone.disconnect()
  }
}
