// On every page: have it kept for when the server is away, and post what earlier sessions left in this browser.
// It knows nothing of what a page shows.

import { postLeftovers } from "./drivers/leftovers.js"
import { getReadyForOffline } from "./drivers/offline.js"
import { sendDrafts } from "./journal/waiting.js"

if (location.pathname !== "/practise") {
  getReadyForOffline()
  postLeftovers()
  sendDrafts()
}
