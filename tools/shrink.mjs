// Shortens a joined script: names within it, spaces, comments. Reads standard input, writes standard output.

import { minify } from "terser"

const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const options = { module: true, ecma: 2022, compress: { passes: 2, ecma: 2022 }, format: { ecma: 2022 } }
const { code } = await minify(Buffer.concat(chunks).toString("utf8"), options)
process.stdout.write(`${code}\n`)
