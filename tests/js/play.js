// Plays sequences for the tests in Python: one JSON object {timeline, events} a line in, what happened a line out.

import { createInterface } from "node:readline"
import { step } from "../../src/tremula/web/static/js/engine/machine.js"
import { IllegalEvent, READY } from "../../src/tremula/web/static/js/engine/state.js"

for await (const line of createInterface({ input: process.stdin })) {
  const { timeline, events } = JSON.parse(line)
  let session = READY
  const seen = events.map(([kind, at, lost]) => {
    try {
      const [after, effects] = step(session, kind, at, timeline, lost)
      session = after
      return [session, effects.map((effect) => [effect.at, effect.cue?.text ?? effect.happened])]
    } catch (error) {
      if (!(error instanceof IllegalEvent)) throw error
      return error.message
    }
  })
  process.stdout.write(`${JSON.stringify(seen)}\n`)
}
