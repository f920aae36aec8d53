// On every page: have it kept for when the server is away. It knows nothing of what a page shows.

import { getReadyForOffline } from "./drivers/offline.js"

getReadyForOffline()
