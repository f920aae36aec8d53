// The list of questionnaires: saves everything that was filled in as a FHIR file. It sends it nowhere.

import { find, letShow, onSubmit } from "../lib/page.js"
import { askSurely } from "../lib/proof.js"

letShow()
onSubmit(/** @type {HTMLFormElement} */ (find("#fhir")), async () => {
  const bundle = await askSurely("GET", "/api/fhir/questionnaires")
  const file = new Blob([JSON.stringify(bundle, null, 2)], { type: "application/fhir+json" })
  const link = document.createElement("a")
  link.href = URL.createObjectURL(file)
  link.download = `tremula-questionnaires-${String(bundle.timestamp).slice(0, 10)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
})
