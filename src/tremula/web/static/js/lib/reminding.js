// Shows a notification of this computer at the next time of the schedule. Nothing comes from outside.

const LONGEST_TIMER = 2_000_000_000
const TOO_LATE = 30 * 60_000
const AGAIN = 1_000
const TAG = "time"

/** @typedef {{schedule: {notify: boolean}, next: {at: string, title: string} | null}} Told */

/** Whether this browser can, and the person lets it. */
export const mayNotify = () => "Notification" in window && Notification.permission === "granted"

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
let turn = 0
/** The last time that was told of: no time is told of twice. */
let told = ""

/**
 * Begin anew with what the schedule says now.
 * @param {() => Promise<Told>} look asks for the schedule
 * @param {(title: string) => void} [show]
 * @returns {Promise<void>}
 */
export async function remind(look, show = showNotification) {
  const mine = ++turn
  clearTimeout(timer)
  const { schedule, next } = await look()
  if (mine !== turn || !(schedule.notify && next && mayNotify())) return
  const at = Date.parse(next.at)
  const wait = Math.min(Math.max(0, at - Date.now()), LONGEST_TIMER)
  timer = setTimeout(() => {
    const late = Date.now() - at
    if (late >= 0 && late < TOO_LATE && next.at !== told) show(next.title)
    if (late >= 0) told = next.at
    timer = setTimeout(() => remind(look, show).catch(giveUp), AGAIN)
  }, wait)
}

/** A locked or ended tremula reminds of nothing; the next page begins anew. */
const giveUp = () => {}

/** @param {string} title */
function showNotification(title) {
  const shown = new Notification(title, { tag: TAG })
  shown.onclick = () => window.focus()
}
