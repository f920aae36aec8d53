// The schedule: keeps it, asks the browser for notifications when they are wanted, makes and takes away the address.

import { ask } from "../lib/api.js"
import { find, onSubmit, tell, text } from "../lib/page.js"
import { mayNotify, remind } from "../lib/reminding.js"

const form = /** @type {HTMLFormElement} */ (find("#schedule"))
const notify = /** @type {HTMLInputElement} */ (find("#notify"))
const saved = find("#saved")

/** @param {FormData} data */
const scheduleIn = (data) => ({
  days: data.getAll("days").map(Number),
  at: text(data, "at") || "18:30",
  check_in: text(data, "check_in"),
  daily: data.has("daily"),
  forms: data.getAll("forms"),
  notify: data.has("notify"),
})

const look = () => ask("GET", "/api/schedule")

form.addEventListener("input", () => {
  saved.textContent = ""
})
onSubmit(form, async (data) => {
  saved.textContent = ""
  await ask("PUT", "/api/schedule", scheduleIn(data))
  saved.textContent = "Kept."
  await remind(look)
})

async function askForNotifications() {
  const told = find("#notify-told")
  told.textContent = ""
  if (!notify.checked || mayNotify()) return
  const answer = "Notification" in window ? await Notification.requestPermission() : "denied"
  if (answer === "granted") return
  notify.checked = false
  told.textContent = "This browser does not allow notifications here. You can change that in its settings."
}

/** @param {"POST" | "DELETE"} method */
async function changeAddress(method) {
  try {
    const { address } = await ask(method, "/api/schedule/feed")
    find("#address").textContent = address ?? ""
    find("#address").hidden = find("#no-address").hidden = !address
    find("#new-address").textContent = address ? "Make a new address" : "Make an address"
  } catch (error) {
    tell(form, /** @type {Error} */ (error).message)
  }
}

notify.addEventListener("change", askForNotifications)
find("#new-address").addEventListener("click", () => changeAddress("POST"))
find("#no-address").addEventListener("click", () => changeAddress("DELETE"))
remind(look).catch(() => {})
