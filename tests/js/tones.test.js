// The page's chimes are those of conformance/sound/tones.json, which the sound files are held to as well.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { NOTES } from "../../src/tremula/web/static/js/drivers/chimes.js"
import { tonesOf, wordsAfter } from "../../src/tremula/web/static/js/playing/sounds.js"

const { notes, cases } = JSON.parse(
  readFileSync(new URL("../../conformance/sound/tones.json", import.meta.url), "utf8"),
)

test("every tone has the agreed notes", () => assert.deepEqual({ ...NOTES }, notes))

for (const { why, cue, tones, words_after } of cases) {
  test(why, () => {
    assert.deepEqual(tonesOf(cue, "said", false), tones)
    assert.equal(wordsAfter(cue, false), words_after)
  })
}
