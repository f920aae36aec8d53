// Sends on what a crash, a lock or a lost server left of the journal in this browser. For any page.

import { keptSecondHalf } from "../lib/api.js"
import { forgetDatabase } from "../lib/forget.js"
import { openDesk } from "./box.js"
import { anyDrafts, DRAFTS } from "./drafts.js"

/** Nothing is asked for where nothing was ever written. */
export async function sendDrafts() {
  if (!keptSecondHalf() || !(await anyDrafts())) return
  const desk = await openDesk().catch(() => null)
  if (desk && (await desk.drafts.all()).length) desk.mailer.nudge()
}

/** After erasing: not even what is encrypted stays. */
export const forgetDrafts = () => forgetDatabase(DRAFTS)
