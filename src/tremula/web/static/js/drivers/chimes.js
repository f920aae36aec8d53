// Bells and soft tones, set ahead on the audio clock so that each comes on its moment. It never plays a file.

/** @typedef {"bell" | "tick" | "in" | "out" | "mark" | "ask" | "again"} Tone */
/** A note: begins so many s after the tone, Hz, seconds until it has faded, loudness 0 to 1. */
/** @typedef {[number, number, number, number]} Note */

/** @type {Readonly<Record<Tone, readonly Note[]>>} */
export const NOTES = {
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

export class Chimes {
  /** @param {import("./audio.js").AudioRoom} room */
  constructor(room) {
    this.room = room
  }

  /**
   * Play a tone `inMs` from now (0 = at once).
   * @param {Tone} tone
   * @returns {() => void} takes back every note that has not begun
   */
  play(tone, inMs = 0) {
    const { room } = this
    if (!room.sounds) return () => {}
    const at = room.audioNow() + Math.max(0, inMs) / 1000
    // A question that was missed is loud, whatever the volume.
    const to = /** @type {AudioNode} */ (tone === "again" ? room.context?.destination : room.master)
    const notes = NOTES[tone].map((note) => this.note(at, note, to))
    return () => {
      for (const takeBack of notes) takeBack()
    }
  }

  /** @param {number} at @param {Note} note @param {AudioNode} to */
  note(at, [after, hertz, seconds, loudness], to) {
    const context = /** @type {AudioContext} */ (this.room.context)
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
