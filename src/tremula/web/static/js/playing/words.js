// What the player tells a person in its own words. It claims no effect and gives no diagnosis.

import { lengthOf } from "./view.js"

/** @typedef {import("../engine/types.js").Timeline} Timeline */

/** @type {Readonly<Record<string, string>>} */
export const PAUSED_BECAUSE = {
  sound: "The sound was taken away, perhaps by a call. The session waits for you.",
  battery: "The battery is nearly empty. The session waits: plug in, then go on.",
  gap: "This page was asleep for a while. The session waits, and begins this step again when you go on.",
}

export const OFFLINE = "Ready offline: everything that this session needs is on this device."

export const RECORD = {
  unsaved:
    "The record cannot be written at the moment: perhaps the disk is full. The session goes on, and keeps trying.",
  conflict: "This session was also played somewhere else. Both records are kept.",
}

const OWN_VOICE = {
  speaks: "A voice of this device will speak. No voice from the internet is used.",
  none: "This device has no voice of its own here. You will see the words and hear chimes.",
  hung: "The voice of this device does not answer. You will see the words and hear chimes.",
}

/**
 * Who speaks, said plainly.
 * @param {{pack: {size: number}, missing: number, who: string}} clips
 * @param {{speakers: {speaker: string, name: string}[]}} choice
 * @param {keyof typeof OWN_VOICE} own what the device's own voice can
 */
export function voiceNotice({ pack, missing, who }, { speakers }, own) {
  const name = speakers.find(({ speaker }) => speaker === who)?.name
  if (!name) return OWN_VOICE[own]
  if (!pack.size) return missing ? `The recordings of ${name} cannot be loaded now. ${OWN_VOICE[own]}` : ""
  const whole = `The voice “${name}” is recorded and kept on this device. Nothing comes from the internet.`
  return missing ? `${whole} ${missing} texts are not recorded yet. ${OWN_VOICE[own]}` : whole
}

/** @param {string} state @param {string} ending */
export function stateNotice(state, ending) {
  if (state !== "settling") return ""
  if (ending === "silent") return "There was no answer, so the shaking part is over. Now we settle together."
  return ending === "stopped" ? "You have stopped. Now we settle together." : "We settle once more."
}

/** @param {string} ending */
export function endTitle(ending) {
  if (ending === "finished") return "The session is over"
  return ending === "left" ? "You have left the session" : "You have stopped and settled"
}

/** One line, and how to go on. @param {string} ending @returns {string[]} */
export function afterWords(ending) {
  if (ending === "finished") return ["Stay as long as you like, and get up slowly."]
  if (ending === "left") return ["What you did is kept. Take the rest of the day gently."]
  return [
    "Stopping is always right. This is how to go on:",
    "Stay sitting or lying as long as you like. Eyes open, look around.",
    "Drink some water. Stand up slowly and walk a few steps.",
    "If you feel far away or very upset, use the grounding page, or be with somebody you trust.",
    "There is no hurry with the next session. Another day is soon enough.",
  ]
}

/** What to lay ready, read from the postures of the session. @param {Timeline} timeline */
export function needsOf(timeline) {
  const { segments } = timeline
  const postures = new Set(segments.map(({ posture }) => posture))
  const needs = ["Room to stand and stretch out your arms, bare feet or non-slip shoes"]
  if (postures.has("standing")) needs.push("A chair or a wall within reach, to hold on to")
  if (postures.has("wall")) needs.push("A free wall to lean your back on")
  if (postures.has("lying")) needs.push("A mat or a soft rug to lie on, perhaps a cushion")
  return [...needs, `Water, and ${wholeMinutes(lengthOf(timeline))} minutes without visitors`]
}

/** @param {number} ms */
const wholeMinutes = (ms) => Math.max(1, Math.round(ms / 60_000))

/** @param {number} ms @param {number} chapters */
export const lengthWords = (ms, chapters) =>
  `About ${wholeMinutes(ms)} minutes in ${chapters} ${chapters === 1 ? "part" : "parts"}. You are led through all of it, and may pause or stop at any moment.`
