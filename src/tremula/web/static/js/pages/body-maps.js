// The body maps that were kept: removes one, after asking once.

import { removeOne } from "../lib/removing-one.js"

removeOne("/api/body-maps")
