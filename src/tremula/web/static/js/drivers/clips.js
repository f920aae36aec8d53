// The recorded voice: clips decoded a little ahead and set on the audio clock, one at a time. It chooses no words.

import { loadPack } from "./clip-store.js"

/** @typedef {import("./clip-store.js").Speaker} Speaker */
/** @typedef {{source: AudioBufferSourceNode, fade: GainNode, at: number, ends: number}} Sounding */

/** Seconds in which a voice that is cut off fades. */
const FADE = 0.03
const nothing = () => {}

export class Clips extends EventTarget {
  /** Tells "loaded" when another speaker's clips are there. @param {import("./audio.js").AudioRoom} room */
  constructor(room) {
    super()
    this.room = room
    /** @type {import("./clip-store.js").Pack} */ this.pack = new Map()
    /** @type {Map<string, Promise<AudioBuffer | null>>} */ this.decoded = new Map()
    /** @type {Set<Sounding>} */ this.sounding = new Set()
    /** @type {Promise<void>} */ this.loading = Promise.resolve()
    this.missing = 0
    this.who = ""
    this.hushed = 0
  }

  /**
   * Speak as somebody: load what they say. The speaker so far goes on until it is there.
   * @param {Speaker | undefined} speaker undefined: nobody recorded
   * @param {string[]} texts
   */
  use(speaker, texts) {
    const who = speaker?.speaker ?? ""
    if (who === this.who) return this.loading
    this.who = who
    this.loading = this.load(speaker, texts)
    return this.loading
  }

  /** @param {Speaker | undefined} speaker @param {string[]} texts */
  async load(speaker, texts) {
    const pack = speaker ? await loadPack(speaker, texts) : new Map()
    if ((speaker?.speaker ?? "") !== this.who) return
    this.pack = pack
    this.missing = texts.length - pack.size
    this.decoded.clear()
    this.dispatchEvent(new Event("loaded"))
  }

  /** @param {string} text */
  has(text) {
    return this.room.context !== null && this.pack.has(text)
  }

  /** Have these ready to sound at once, and forget all others. @param {Set<string>} texts */
  decodeOnly(texts) {
    if (!this.room.context) return
    for (const text of this.decoded.keys()) if (!texts.has(text)) this.decoded.delete(text)
    for (const text of texts) if (this.pack.has(text)) this.decode(text)
  }

  /** @param {string} text */
  decode(text) {
    const known = this.decoded.get(text)
    if (known) return known
    const context = /** @type {AudioContext} */ (this.room.context)
    const file = /** @type {ArrayBuffer} */ (this.pack.get(text))
    const decoding = context.decodeAudioData(file.slice(0)).catch(() => null)
    const making = decoding.then((made) => {
      // What cannot be decoded is said by the device's voice from then on.
      if (!made) this.pack.delete(text)
      return made
    })
    this.decoded.set(text, making)
    return making
  }

  /**
   * Say a text `inMs` from now, or as soon as it is decoded. What still sounds then, is cut off.
   * @param {string} text
   * @param {number} inMs
   * @param {boolean} [loud] louder than all others, whatever the volume
   * @returns {() => void} takes it back, also while it sounds
   */
  play(text, inMs, loud = false) {
    if (!this.has(text)) return nothing
    const at = this.room.audioNow() + Math.max(0, inMs) / 1000
    const { hushed } = this
    let wanted = true
    let stop = () => {
      wanted = false
    }
    this.decode(text).then((buffer) => {
      if (buffer && wanted && hushed === this.hushed) stop = this.start(buffer, at, loud)
    })
    return () => stop()
  }

  /** @param {AudioBuffer} buffer @param {number} at @param {boolean} loud */
  start(buffer, at, loud) {
    const context = /** @type {AudioContext} */ (this.room.context)
    const begins = Math.max(at, context.currentTime)
    const source = new AudioBufferSourceNode(context, { buffer })
    const fade = new GainNode(context)
    source.connect(fade).connect(/** @type {AudioNode} */ (loud ? this.room.loud : this.room.master))
    const one = { source, fade, at: begins, ends: begins + buffer.duration }
    for (const other of this.sounding) if (other.at <= begins && other.ends > begins) this.cut(other, begins)
    this.sounding.add(one)
    source.onended = () => {
      this.sounding.delete(one)
      fade.disconnect()
    }
    source.start(begins)
    return () => this.cut(one, context.currentTime)
  }

  /** @param {Sounding} one @param {number} at */
  cut(one, at) {
    one.ends = at
    one.fade.gain.setTargetAtTime(0, at, FADE / 4)
    one.source.stop(Math.max(at, one.at) + FADE)
  }

  /** Be silent at once, and for what was set ahead. */
  hush() {
    this.hushed += 1
    const now = this.room.context?.currentTime ?? 0
    for (const one of this.sounding) this.cut(one, now)
  }
}
