// The page's sound output: one audio context, its volume, its clock, and a beat that a hidden page hears in time.
// It makes no sound of its own.

/** Readings of the audio clock are compared over this long (s): enough of them, and none from before a hiccup. */
const COMPARED = 2
/** Seconds between two beats. */
const BEAT = 0.5
/** The audio clock may lag this far behind the page's (s) before the sound counts as having stood still. */
const STOOD = 2

export class AudioRoom extends EventTarget {
  /**
   * Tells "lost" when the sound was taken away (a call, another app), "back" when it returned, and "beat" twice a
   * second while it runs: unlike a timer, that is not slowed down in a hidden page.
   */
  constructor() {
    super()
    /** @type {AudioContext | null} */ this.context = null
    /** @type {GainNode | null} */ this.master = null
    /** @type {AudioNode | null} */ this.loud = null
    this.level = 0.8
    /** @type {Array<{page: number, ahead: number}>} */ this.readings = []
    this.heard = { page: 0, audio: 0 }
    this.beating = false
  }

  /** To be called from a click or a key: browsers give sound only to a person. */
  async open() {
    if (!this.context) this.make()
    if (this.context?.state !== "running") await this.context?.resume()
    this.beat()
  }

  /** The session is over: let the device sleep. */
  rest() {
    this.context?.suspend()
  }

  make() {
    // Elsewhere than on Apple's devices nobody asks; there it lets the sound go on with the screen locked.
    const { audioSession } = /** @type {{audioSession?: {type: string}}} */ (
      /** @type {unknown} */ (navigator)
    )
    if (audioSession) audioSession.type = "playback"
    this.context = new AudioContext({ latencyHint: "interactive" })
    this.master = new GainNode(this.context, { gain: this.level })
    this.master.connect(this.context.destination)
    this.loud = new WaveShaperNode(this.context, { curve: louder() })
    this.loud.connect(this.context.destination)
    let before = /** @type {string} */ (this.context.state)
    this.context.addEventListener("statechange", () => {
      const now = /** @type {string} */ (this.context?.state)
      this.readings = []
      if (before === "running" && now !== "running") this.dispatchEvent(new Event("lost"))
      if (before !== "running" && now === "running") this.dispatchEvent(new Event("back"))
      before = now
      this.beat()
    })
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

  /** How far the audio clock is before the page's (s): it stands still within a block, so the highest counts. */
  get ahead() {
    return Math.max(...this.readings.map(({ ahead }) => ahead))
  }

  audioNow() {
    return this.read() + this.ahead
  }

  /** Did the sound run through the time since this was last asked? A frozen page may not know that it stopped. */
  ranOn() {
    const now = { page: performance.now() / 1000, audio: this.context?.currentTime ?? 0 }
    const lag = now.page - this.heard.page - (now.audio - this.heard.audio)
    this.heard = now
    return this.sounds && lag < STOOD
  }

  beat() {
    const { context } = this
    if (this.beating || !context || !this.sounds) return
    this.beating = true
    const silent = new ConstantSourceNode(context, { offset: 0 })
    silent.connect(context.destination)
    silent.onended = () => {
      silent.disconnect()
      this.beating = false
      this.dispatchEvent(new Event("beat"))
      this.beat()
    }
    silent.start()
    silent.stop(context.currentTime + BEAT)
  }
}

/** About 6 dB more, rounded off where it would clip. */
const louder = () => Float32Array.from({ length: 257 }, (_, at) => Math.tanh((at - 128) / 64))
