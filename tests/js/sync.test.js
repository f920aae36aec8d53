import assert from "node:assert/strict"
import { test } from "node:test"
import { Sync } from "../../src/tremula/web/static/js/drivers/sync.js"
import { listen, MemoryOutbox } from "./fakes.js"

const error = (status, code) => ({ status, answer: { error: { code } } })
const saved = (through) => ({ status: 200, answer: { durable_through: through } })

/** A server that gives these answers, then confirms everything. */
function setUp(count, ...answers) {
  const outbox = new MemoryOutbox()
  outbox.events = Array.from({ length: count }, (_, n) => ({
    seq: n + 1,
    kind: "fine",
    device: "d",
    session: "s",
  }))
  const posted = []
  const waits = []
  const post = async (_method, path, body, token) => {
    posted.push({ path, token, seqs: body.events?.map(({ seq }) => seq) })
    const next = answers.shift()
    return next instanceof Function ? next(body) : (next ?? saved(body.events.at(-1).seq))
  }
  const wait = async (ms) => waits.push(ms)
  const sync = new Sync("s", { outbox, post, wait, random: () => 1 })
  return { outbox, posted, waits, sync, heard: listen(sync, "saved", "waiting", "conflict", "unknown") }
}

test("everything is posted with the append token and forgotten once confirmed", async () => {
  const { outbox, posted, sync, heard } = setUp(3)
  await sync.nudge()
  assert.deepEqual(posted, [{ path: "/api/sessions/s/events", token: "old", seqs: [1, 2, 3] }])
  assert.deepEqual(outbox.events, [])
  assert.deepEqual(heard, [["saved", {}]])
})

test("a large backlog goes in batches that the server takes", async () => {
  const { posted, sync } = setUp(450)
  await sync.nudge()
  assert.deepEqual(
    posted.map(({ seqs }) => seqs.length),
    [200, 200, 50],
  )
})

test("only what the server confirms is forgotten", async () => {
  const { outbox, sync, posted } = setUp(3, saved(2))
  await sync.nudge()
  assert.deepEqual(posted[1].seqs, [3])
  assert.deepEqual(outbox.events, [])
})

test("an unknown outcome is tried again, longer apart each time, for ever", async () => {
  const away = Array.from({ length: 12 }, () => ({ status: 0, answer: null }))
  const { waits, sync, posted, heard } = setUp(1, ...away)
  await sync.nudge()
  assert.equal(posted.length, 13)
  assert.deepEqual(waits.slice(0, 4), [500, 1_000, 2_000, 4_000])
  assert.equal(Math.max(...waits), 30_000)
  assert.deepEqual(heard[0], ["waiting", { count: 1, why: "away" }])
})

test("a locked vault is waited for", async () => {
  const { outbox, sync, heard } = setUp(2, error(503, "locked"))
  await sync.nudge()
  assert.deepEqual(heard[0], ["waiting", { count: 2, why: "locked" }])
  assert.deepEqual(outbox.events, [])
})

test("an old append token is changed for a fresh one", async () => {
  const { sync, posted } = setUp(1, error(401, "token"), { status: 200, answer: { append_token: "new" } })
  await sync.nudge()
  assert.deepEqual(
    posted.map(({ path, token }) => [path, token]),
    [
      ["/api/sessions/s/events", "old"],
      ["/api/sessions/s/token", undefined],
      ["/api/sessions/s/events", "new"],
    ],
  )
})

test("without a login the events wait until there is one", async () => {
  const fresh = { status: 200, answer: { append_token: "new" } }
  const { outbox, sync, heard } = setUp(
    1,
    error(401, "token"),
    error(401, "login"),
    error(401, "token"),
    fresh,
  )
  await sync.nudge()
  assert.deepEqual(heard, [
    ["waiting", { count: 1, why: "login" }],
    ["saved", {}],
  ])
  assert.deepEqual(outbox.events, [])
})

test("a conflict keeps both on the server and goes on", async () => {
  const conflict = { status: 409, answer: { conflicts: [1], durable_through: 2 } }
  const { outbox, sync, heard } = setUp(3, conflict)
  await sync.nudge()
  assert.deepEqual(
    heard.map(([type]) => type),
    ["conflict", "saved"],
  )
  assert.deepEqual(outbox.events, [])
})

test("a server that does not know the session, another vault perhaps, gets nothing and loses nothing", async () => {
  const { outbox, sync, posted, heard } = setUp(2, error(401, "token"), error(404, "not-found"))
  await sync.nudge()
  assert.equal(posted.length, 2)
  assert.equal(outbox.events.length, 2)
  assert.deepEqual(heard, [["unknown", {}]])
})

test("a server that has a gap confirms nothing, and nothing is forgotten", async () => {
  const { outbox, sync, waits } = setUp(2, saved(0), () => {
    assert.equal(outbox.events.length, 2)
    return saved(2)
  })
  await sync.nudge()
  assert.equal(waits.length, 1)
})

test("what comes while it posts is posted too, by one post at a time", async () => {
  const { outbox, sync, posted } = setUp(1, (body) => {
    outbox.events.push({ seq: 2, kind: "fine", device: "d", session: "s" })
    sync.nudge()
    return saved(body.events.at(-1).seq)
  })
  await sync.nudge()
  assert.deepEqual(
    posted.map(({ seqs }) => seqs),
    [[1], [2]],
  )
})
