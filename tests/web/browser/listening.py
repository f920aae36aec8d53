"""What the sound tests share: which clip a page sets to sound and when, and whether it comes out."""

from __future__ import annotations

import json

from tremula.bootstrap import voice_folder

EAR = """(() => {
  window.heard = []
  window.decoding = 0
  const [names, files] = [new WeakMap(), new Map()]
  const nameOf = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16)
  const decode = BaseAudioContext.prototype.decodeAudioData
  BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
    decoding += 1
    const kept = bytes.slice(0)
    const name = await nameOf(kept)
    const buffer = await decode.call(this, bytes)
    names.set(buffer, name)
    files.set(name, kept)
    decoding -= 1
    return buffer
  }
  const start = AudioBufferSourceNode.prototype.start
  AudioBufferSourceNode.prototype.start = function (when) {
    const clip = names.get(this.buffer)
    this.note = {clip, when, ends: when + this.buffer.duration, cut: false}
    heard.push(this.note)
    return start.call(this, when)
  }
  const stop = AudioScheduledSourceNode.prototype.stop
  AudioScheduledSourceNode.prototype.stop = function (when = this.context.currentTime) {
    if (this.note && when < this.note.ends) Object.assign(this.note, {ends: when, cut: true})
    return stop.call(this, when)
  }

  // What the page sends to the loudspeaker is recorded beside it.
  const connect = AudioNode.prototype.connect
  const taps = new WeakMap()
  const tap = (context) => {
    if (taps.has(context)) return taps.get(context)
    const made = context.createMediaStreamDestination()
    taps.set(context, made)
    const recorder = new MediaRecorder(made.stream, {audioBitsPerSecond: 128000})
    const parts = []
    recorder.ondataavailable = ({data}) => parts.push(data)
    recorder.onstart = () => { window.recordedFrom = context.currentTime }
    window.recorded = () => new Promise((resolve) => {
      recorder.onstop = async () => resolve(await new Blob(parts).arrayBuffer())
      recorder.stop()
    })
    recorder.start()
    return made
  }
  AudioNode.prototype.connect = function (to, ...more) {
    if (to === this.context.destination && window.MediaRecorder) connect.call(this, tap(this.context))
    return connect.call(this, to, ...more)
  }
  window.clipFile = (name) => files.get(name).slice(0)
})()"""
FIND = """async () => {
  // Each clip is looked for around its moment in what was recorded; `off` (ms) is told
  // against the middle of all.
  const [rate, around, most] = [8000, 2400, 12000]
  const room = new OfflineAudioContext(1, 1, rate)
  const samples = async (file) => (await room.decodeAudioData(file)).getChannelData(0)
  const all = await samples(await recorded())
  const notes = heard.filter(({cut}) => !cut)
  const told = []
  for (const {clip, when} of notes) {
    const words = (await samples(clipFile(clip))).subarray(0, most)
    const begin = Math.round((when - recordedFrom) * rate)
    let [best, lag] = [0, 0]
    for (let shift = -around; shift <= around; shift++) {
      let [both, one, other] = [0, 1e-9, 1e-9]
      for (let at = 0; at < words.length; at += 2) {
        const [here, there] = [words[at], all[begin + shift + at] ?? 0]
        both += here * there
        one += here * here
        other += there * there
      }
      const alike = both / Math.sqrt(one * other)
      if (alike > best) [best, lag] = [alike, shift]
    }
    told.push({clip, alike: best, lag: lag / rate * 1000})
  }
  const middle = told.map(({lag}) => lag).sort((a, b) => a - b)[told.length >> 1]
  return told.map(({lag, ...more}) => ({...more, off: lag - middle}))
}"""


def clip_texts() -> dict[str, str]:
    """The text of every recorded clip, by the hash of its file."""
    manifests = [json.loads(path.read_text()) for path in voice_folder(None).glob("en/*/manifest.json")]
    return {clip["sha256"]["opus"]: clip["text"] for one in manifests for clip in one["clips"].values()}
