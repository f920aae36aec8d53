// An entry that is only read: it can be hidden and deleted.

import { watchForHiding } from "../journal/hide.js"
import { letDelete } from "../journal/removing.js"
import { find } from "../lib/page.js"

watchForHiding()
letDelete(/** @type {HTMLFormElement} */ (find("#entry")))
