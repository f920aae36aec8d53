// The journal in the browser: sittings, the queue before the disk, what is sent and sent again, and the seal.

import assert from "node:assert/strict"
import { test } from "node:test"
import { Mailer } from "../../src/tremula/web/static/js/journal/mailer.js"
import { seal, sealingKey, unseal } from "../../src/tremula/web/static/js/journal/seal.js"
import { beginsAnew, localStamp, wellFormed } from "../../src/tremula/web/static/js/journal/sitting.js"
import { Writing } from "../../src/tremula/web/static/js/journal/writing.js"

const MINUTE = 60_000

/** Drafts in memory; a disk that fails as often as it is told. */
class Disk {
  constructor(failures = 0) {
    this.kept = new Map()
    this.failures = failures
    this.puts = 0
  }
  async put(draft) {
    await null
    this.puts += 1
    if (this.failures-- > 0) throw new Error("full")
    this.kept.set(draft.sitting, draft)
  }
  async all() {
    return [...this.kept.values()]
  }
  async confirm({ sitting, seq }) {
    if (this.kept.get(sitting)?.seq <= seq) this.kept.delete(sitting)
  }
}

function writer(disk, { changed = 0, text = "" } = {}) {
  const clock = { now: 1_800_000_000_000 }
  const nudges = []
  const writing = new Writing(
    { id: "entry", kind: "free", session: null, text, changed },
    { drafts: disk, mailer: { nudge: () => nudges.push(1) }, wait: async () => {}, wall: () => clock.now },
  )
  return { writing, clock, nudges }
}

test("fast typing is kept whole, in one sitting, with growing numbers", async () => {
  const disk = new Disk()
  const { writing, nudges } = writer(disk)
  for (const text of ["A", "A ", "A w", "A wa"]) writing.wrote(text)
  await writing.settled()
  const [draft] = await disk.all()
  assert.deepEqual([draft.text, draft.seq, disk.kept.size], ["A wa", 4, 1])
  assert.ok(disk.puts < 4, "states that were overtaken need no write")
  assert.equal(nudges.length, disk.puts)
})

test("what the disk refuses is tried again and told", async () => {
  const disk = new Disk(3)
  const { writing } = writer(disk)
  let told = 0
  writing.addEventListener("unsaved", () => {
    told += 1
  })
  writing.wrote("kept in the end")
  await writing.settled()
  assert.equal((await disk.all())[0].text, "kept in the end")
  assert.equal(told, 3)
})

test("a long pause, and much that goes at once, begin a new version", async () => {
  const disk = new Disk()
  const { writing, clock } = writer(disk)
  writing.wrote("morning ".repeat(50))
  clock.now += 6 * MINUTE
  writing.wrote("evening ".repeat(60))
  clock.now += 1000
  writing.wrote("")
  await writing.settled()
  const texts = (await disk.all()).map(({ text }) => text.slice(0, 7))
  assert.deepEqual(texts, ["morning", "evening", ""])
})

test("a short pause and a small change stay in the version", () => {
  const before = { text: "x".repeat(300), wall: 0 }
  assert.equal(beginsAnew(before, { text: "x".repeat(100), wall: 5 * MINUTE }), false)
  assert.equal(beginsAnew(before, { text: "x".repeat(99), wall: 0 }), true)
  assert.equal(beginsAnew(before, { text: before.text, wall: 5 * MINUTE + 1 }), true)
})

test("a clock that was set back does not put new words behind old ones", async () => {
  const disk = new Disk()
  const { writing, clock } = writer(disk, { changed: 1_900_000_000_000, text: "old" })
  writing.wrote("new")
  await writing.settled()
  clock.now -= 1000
  writing.wrote("newer")
  await writing.settled()
  const [draft] = await disk.all()
  assert.equal(Date.parse(draft.at), 1_900_000_000_002)
})

test("a stamp is the same moment with this computer's offset", () => {
  assert.equal(localStamp(0, 60), "1970-01-01T01:00:00.000+01:00")
  assert.equal(localStamp(0, -210), "1969-12-31T20:30:00.000-03:30")
  assert.equal(localStamp(86_400_000, 345), "1970-01-02T05:45:00.000+05:45")
  assert.equal(Date.parse(localStamp(1_800_000_000_123)), 1_800_000_000_123)
})

test("half a character becomes a sign of its own, all else stays", () => {
  assert.equal(wellFormed("a\ud83d"), "a\ufffd")
  assert.equal(wellFormed("ä 𝄞 朝\n\u0000"), "ä 𝄞 朝\n\u0000")
})

test("what waits is sent until the server has it, whatever happens on the way", async () => {
  const disk = new Disk()
  await disk.put({ entry: "e", sitting: "s", seq: 7, text: "x" })
  const answers = [
    { status: 0 },
    { status: 503, answer: { error: { code: "locked" } } },
    { status: 200, answer: { seq: 7 } },
  ]
  const sent = []
  const why = []
  const mailer = new Mailer({
    drafts: disk,
    send: async (...request) => {
      sent.push(request)
      return answers.shift()
    },
    wait: async () => {},
  })
  mailer.addEventListener("waiting", (event) => why.push(event.detail.why))
  await mailer.nudge()
  assert.deepEqual(why, ["away", "locked"])
  assert.equal(disk.kept.size, 0)
  assert.deepEqual(sent[2], ["PUT", "/api/journal/e", { sitting: "s", seq: 7, text: "x" }])
})

test("what was written while a draft was on its way is sent after it", async () => {
  const disk = new Disk()
  await disk.put({ entry: "e", sitting: "s", seq: 1, text: "a" })
  const texts = []
  const told = []
  const mailer = new Mailer({
    drafts: disk,
    send: async (_method, _path, body) => {
      texts.push(body.text)
      if (body.seq === 1) {
        await disk.put({ entry: "e", sitting: "s", seq: 2, text: "ab" })
        mailer.nudge()
      }
      return { status: 200, answer: { seq: body.seq } }
    },
    wait: async () => {},
  })
  mailer.addEventListener("kept", () => told.push(disk.kept.size))
  await mailer.nudge()
  assert.deepEqual(texts, ["a", "ab"])
  assert.deepEqual(told, [0], "kept is told once, when nothing waits")
})

test("one that the server refuses holds up no other and is not thrown away", async () => {
  const disk = new Disk()
  await disk.put({ entry: "bad", sitting: "1", seq: 1, text: "x" })
  await disk.put({ entry: "good", sitting: "2", seq: 1, text: "y" })
  const mailer = new Mailer({
    drafts: disk,
    send: async (_m, path) => (path.endsWith("bad") ? { status: 422 } : { status: 200, answer: { seq: 1 } }),
    wait: async () => mailer.stop(),
  })
  await mailer.nudge()
  assert.deepEqual([...disk.kept.keys()], ["1"])
})

test("a sealed draft opens with its key and its place only", async () => {
  const key = await sealingKey(Buffer.alloc(32, 7).toString("base64"))
  const other = await sealingKey(Buffer.alloc(32, 8).toString("base64"))
  const kept = await seal(key, "entry sitting 1", { text: "Zeisig" })
  assert.deepEqual(await unseal(key, "entry sitting 1", kept), { text: "Zeisig" })
  assert.equal(await unseal(key, "entry sitting 2", kept), undefined)
  assert.equal(await unseal(other, "entry sitting 1", kept), undefined)
  assert.ok(!Buffer.from(kept.sealed).includes("Zeisig"))
})
