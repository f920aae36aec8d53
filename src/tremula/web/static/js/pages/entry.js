// The way in: by the launch link's fragment, by passphrase, or by recovery code. It keeps only the second half.

import { ask, keepSecondHalf } from "../lib/api.js"
import { find, letShow, linkPanels, onSubmit, showPanel, tell, text } from "../lib/page.js"

const launch = new URLSearchParams(location.hash.slice(1)).get("launch")

/** @param {Record<string, string>} proof */
async function enter(proof) {
  const { second_half } = await ask("POST", "/api/entry", proof)
  keepSecondHalf(second_half)
  location.replace(location.pathname)
}

/** The secret leaves the address bar before anything else happens. */
async function enterByLaunch(/** @type {string} */ token) {
  history.replaceState(null, "", location.pathname)
  showPanel("waiting")
  await enter({ launch: token }).catch(() => showPanel("start"))
}

/** @param {string} id @param {string} field @param {string} missing */
function wire(id, field, missing) {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById(id))
  if (!form) return
  onSubmit(form, async (data) => {
    const secret = text(data, field)
    if (secret) await enter({ [id === "unlock" ? "passphrase" : "recovery"]: secret })
    else tell(form, missing, find(`#${field}`, form))
  })
}

linkPanels()
letShow()
wire("unlock", "passphrase", "Please enter your passphrase.")
wire("recover", "code", "Please enter your recovery code.")
if (launch) enterByLaunch(launch)
