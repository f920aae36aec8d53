// What the check-in asks besides the usual, the goal and own tags: keeps them and goes back to the check-in.

import { ask } from "../lib/api.js"
import { find, onSubmit, text } from "../lib/page.js"

const own = /** @type {HTMLFormElement} */ (find("#own"))

/** @param {string} words */
const tagsOf = (words) =>
  words
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean)

onSubmit(own, async (data) => {
  const chosen = data.getAll("chosen")
  await ask("PUT", "/api/check-in", { chosen, tags: tagsOf(text(data, "tags")), goal: text(data, "goal") })
  location.assign("/check-in")
})
