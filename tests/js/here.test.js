// Where somebody may be: guessed from the clock's zone, then from the language, and never from plain English.

import assert from "node:assert/strict"
import { test } from "node:test"
import { guessedCountry } from "../../src/tremula/web/static/js/lib/here.js"

const KNOWN = ["at", "au", "de", "gb", "us"]

test("the clock's zone comes before the language", () => {
  assert.equal(guessedCountry("Europe/Vienna", ["en-US"], KNOWN), "at")
  assert.equal(guessedCountry("America/Indiana/Knox", ["de-DE"], KNOWN), "us")
  assert.equal(guessedCountry("Australia/Perth", ["en-GB"], KNOWN), "au")
})

test("an unknown zone, or a country without lines, leaves it to the language", () => {
  assert.equal(guessedCountry("UTC", ["de-AT"], KNOWN), "at")
  assert.equal(guessedCountry("Europe/Oslo", ["en-GB"], KNOWN), "gb")
  assert.equal(guessedCountry("Europe/Vienna/Nowhere", ["en"], KNOWN), "")
})
