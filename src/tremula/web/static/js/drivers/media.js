// The keys of a headset, a keyboard or a locked phone. It plays silence, so that the system hands them to us.

/** @typedef {"play" | "pause" | "stop"} MediaKey */
/** @typedef {{title: string, part: string, length: number, position: number, running: boolean}} Shown times in ms */

/** Keys that mean "stop": nobody aims at "next track" with the eyes closed. */
const STOPPING = /** @type {const} */ (["stop", "nexttrack", "previoustrack", "seekforward", "seekbackward"])

export class HeadsetKeys {
  /** @param {(key: MediaKey) => void} onKey */
  constructor(onKey) {
    this.onKey = onKey
    /** @type {HTMLAudioElement | null} */ this.audio = null
    this.running = false
  }

  /** To be called from a click or a key. */
  listen() {
    if (!("mediaSession" in navigator) || this.audio) return
    navigator.mediaSession.setActionHandler("play", () => this.onKey("play"))
    navigator.mediaSession.setActionHandler("pause", () => this.onKey("pause"))
    for (const key of STOPPING) navigator.mediaSession.setActionHandler(key, () => this.onKey("stop"))
    this.audio = new Audio(URL.createObjectURL(silence()))
    this.audio.loop = true
  }

  /** @param {Shown} step */
  show({ title, part, length, position, running }) {
    if (!this.audio) return
    const { mediaSession } = navigator
    mediaSession.metadata = new MediaMetadata({ title, album: part, artist: "tremula" })
    mediaSession.playbackState = running ? "playing" : "paused"
    const [duration, at] = [length / 1000, Math.max(position, 0) / 1000]
    mediaSession.setPositionState?.({ duration, position: Math.min(at, duration), playbackRate: 1 })
    if (running === this.running) return
    this.running = running
    // Refused, only the keys are missing.
    if (running) this.audio.play().catch(() => {})
    else this.audio.pause()
  }

  close() {
    this.audio?.pause()
    this.running = false
  }
}

/** Ten seconds of nothing, as a sound file: shorter ones get no media keys. */
function silence() {
  const rate = 8000
  const samples = rate * 10
  const file = new Uint8Array(44 + samples).fill(128)
  const view = new DataView(file.buffer)
  const words = /** @type {const} */ ([
    [0, "RIFF"],
    [8, "WAVE"],
    [12, "fmt "],
    [36, "data"],
  ])
  for (const [at, word] of words) file.set(new TextEncoder().encode(word), at)
  view.setUint32(4, 36 + samples, true)
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  view.setUint32(40, samples, true)
  return new Blob([file], { type: "audio/wav" })
}
