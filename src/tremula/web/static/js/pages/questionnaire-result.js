// What a questionnaire said: deletes one time it was filled in, after asking once.

import { find } from "../lib/page.js"
import { removeOne } from "../lib/removing-one.js"

removeOne(`/api/questionnaires/${find("#result").dataset.form ?? ""}/answers`)
