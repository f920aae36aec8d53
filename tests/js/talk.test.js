import assert from "node:assert/strict"
import { test } from "node:test"
import { feltAs, tonesOf, wordsAfter } from "../../src/tremula/web/static/js/playing/sounds.js"
import { cuesSaid } from "../../src/tremula/web/static/js/playing/talk.js"

const say = (at, text, more = {}) => ({ at, kind: "say", lasts: 2000, text, caption: text, ...more })
const step = (id, cues, more = {}) => ({ id, length: 60_000, cues, ...more })
const question = { at: 0, kind: "ask", text: "All right?" }
const again = { ...question, text: "Please answer.", loud: true }

const timeline = {
  ready: { at: 0, kind: "ready", text: "Get ready." },
  check_in: { question, again },
  segments: [
    step("ankles/stand", [
      say(0, "Next: Ankles."),
      say(1, "Feet wide.", { pose: "stand" }),
      say(2, "In a moment you sway."),
    ]),
    step("ankles/sway", [
      { at: 0, kind: "move", text: "To the left.", pose: "sway" },
      { at: 1, kind: "move", text: "And to the right.", pose: "sway" },
      { at: 2, kind: "move", text: "To the left.", pose: "sway" },
      say(3, "The edges carry you."),
      { at: 4, kind: "ask", text: "How tired?" },
    ]),
    step("wall/sit", [
      { at: 0, kind: "hold", lasts: 45_000 },
      say(3000, "Stay."),
      say(9000, "Pain means stop."),
      { at: 41_000, kind: "count", text: "five" },
      { at: 42_000, kind: "count", text: "four" },
    ]),
    step("wall/breathe", [
      { at: 0, kind: "breathe", lasts: 8000, inhale: 4000, text: "Breathe in." },
      say(4000, "And breathe out."),
      { at: 8000, kind: "breathe", lasts: 8000, inhale: 4000, text: "Breathe in." },
      say(12_000, "And breathe out."),
    ]),
    step("fly/rest", [
      { at: 0, kind: "rest", lasts: 60_000 },
      say(1, "Rest."),
      say(2, "To stop, press Stop."),
    ]),
    step("fly/one", [say(1, "Let it come."), say(2, "Or not.")], { tremor: true }),
    step("fly/flat", [say(0, "Legs flat."), say(1, "Toes."), say(2, "It may fade.")]),
    step("rest/lie", [say(0, "Lie down.", { pose: "lie-flat" }), say(1, "A blanket is good.")]),
    step("rest/quiet", [
      { at: 0, kind: "rest", lasts: 60_000 },
      say(1, "Nothing to do."),
      say(2, "The floor holds you."),
    ]),
    step("stop/when", [say(0, "Stop if you go numb."), say(1, "Silence stops.")], { keep: true }),
  ],
  branches: {
    "settle/lying": [step("settle/flat", [say(0, "Legs long."), say(1, "Let them be heavy.")])],
    "wall/higher": [step("wall/high", [say(0, "Slide up."), say(1, "That is easier.")])],
  },
}

const everything = [
  timeline.ready,
  question,
  again,
  ...[timeline.segments, ...Object.values(timeline.branches)]
    .flat()
    .flatMap(({ cues }) => cues.filter(({ text }) => text)),
]
const texts = (talk) => {
  const said = cuesSaid(timeline, talk)
  return everything.filter((cue) => said.has(cue)).map(({ text }) => text)
}
const PROTECTS = ["Get ready.", "All right?", "Please answer.", "Legs flat.", "Toes.", "It may fade."]
const SETTLES = ["Legs long.", "Let them be heavy."]

test("full: every text is said", () => {
  assert.deepEqual([...cuesSaid(timeline, "full")], everything)
})

test("chimes only: the questions, the end of the shaking and the stop are said all the same", () => {
  assert.deepEqual(texts("chimes"), [...PROTECTS, ...SETTLES])
})

test("short: what to do and when, and nothing of what explains", () => {
  const left = everything.map(({ text }) => text).filter((text) => !texts("short").includes(text))
  assert.deepEqual(left, [
    "In a moment you sway.",
    "The edges carry you.",
    "A blanket is good.",
    "The floor holds you.",
    "That is easier.",
  ])
})

test("short: a repeated movement and a repeated breath are said the first time", () => {
  const said = texts("short")
  for (const text of ["To the left.", "Breathe in.", "And breathe out."]) {
    assert.equal(said.filter((one) => one === text).length, 1, text)
  }
})

test("short: countdown, questions, words inside a hold, and what leads into the shaking stay", () => {
  const said = texts("short")
  const stay = [
    "five",
    "four",
    "How tired?",
    "Pain means stop.",
    "To stop, press Stop.",
    "Let it come.",
    "Or not.",
  ]
  for (const text of [...stay, ...PROTECTS, ...SETTLES]) assert.ok(said.includes(text), text)
})

test("a movement that short leaves out is ticked; words that no voice can say get a mark", () => {
  const move = timeline.segments[1].cues[2]
  assert.deepEqual(tonesOf(move, "left-out", false), [["tick", 0]])
  assert.deepEqual(tonesOf(move, "unheard", false), [["mark", 0]])
  assert.deepEqual(tonesOf(move, "said", false), [])
  assert.deepEqual(tonesOf(say(0, "Explained."), "left-out", false), [])
})

test("a question rings first and is then spoken, a missed one rings louder", () => {
  assert.deepEqual(tonesOf(question, "said", true), [["ask", 0]])
  assert.deepEqual(tonesOf(again, "said", true), [["again", 0]])
  assert.ok(wordsAfter(question, true) >= 1000)
  assert.equal(wordsAfter(say(0, "Now."), false), 0)
})

test("questions and the stop are felt unless nothing is; steps only when wished", () => {
  const [inTremor, stop, none] = [
    { checkIn: true, stops: false },
    { checkIn: false, stops: true },
    { checkIn: false, stops: false },
  ]
  const pose = say(0, "Feet wide.", { pose: "stand" })
  assert.ok(feltAs(again, "questions", inTremor).length > feltAs(question, "questions", inTremor).length)
  assert.ok(feltAs(pose, "questions", stop).length)
  assert.deepEqual(feltAs(pose, "questions", none), [])
  assert.ok(feltAs(pose, "steps", none).length)
  assert.deepEqual(feltAs(again, "none", inTremor), [])
})
