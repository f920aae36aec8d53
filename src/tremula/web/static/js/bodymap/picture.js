// One view of the body map as a tree of SVG; core/bodymap/draw.py draws the same. It touches no document.

/** @typedef {import("./map.js").BodyMap} BodyMap */
/** @typedef {import("./map.js").Marked} Marked */
/** @typedef {[name: string, attributes: Record<string, string>, inside: SvgNode[]]} SvgNode */
/** @typedef {{build: string, face: "front" | "back", id: string, label: string}} Drawing `id` begins the ids of its patterns */

const TILE = "5"
const TINTS = ["0.14", "0.26", "0.4"]
const WIDTHS = ["0.55", "0.95", "1.45"]
const [PAPER, LINE, FLESH] = ["#fcfaf5", "#6f817e", "#e6e5da"]

/** @param {BodyMap} map @param {string} build @param {"front" | "back"} face */
export const pathsOf = (map, build, face) => (map.builds[build] ?? Object.values(map.builds)[0])[face]

/** The SVG element as a tree. @param {BodyMap} map @param {Marked} record @param {Drawing} drawing @returns {SvgNode} */
export const pictureOf = (map, record, { build, face, id, label }) => {
  const { height, outline, features, regions } = pathsOf(map, build, face)
  const frame = {
    xmlns: "http://www.w3.org/2000/svg",
    class: "body-map-picture",
    viewBox: `0 0 ${map.width} ${height}`,
    role: "img",
    "aria-label": label,
  }
  /** @type {SvgNode[]} */
  const places = Object.entries(regions).map(([place, d]) => [
    "path",
    { class: "body-map-region", "data-place": place, d, fill: FLESH },
    [],
  ])
  return [
    "svg",
    frame,
    [
      ["defs", {}, patternsOf(map, record, regions, id)],
      [
        "path",
        { class: "body-map-outline", d: outline, fill: PAPER, stroke: LINE, "stroke-width": "0.5" },
        [],
      ],
      ["g", { class: "body-map-regions" }, places],
      ["g", { class: "body-map-marks" }, marksOf(map, record, regions, id)],
      ["path", { class: "body-map-face", d: features, fill: LINE }, []],
    ],
  ]
}

/** One pattern for each feeling and strength that is seen. @param {BodyMap} map @param {Marked} record @param {Record<string, string>} regions @param {string} id @returns {SvgNode[]} */
export const patternsOf = ({ feelings }, record, regions, id) => {
  const seen = Object.keys(record).filter((place) => place in regions)
  const used = new Set(seen.flatMap((place) => Object.entries(record[place]).map(String)))
  return feelings.flatMap((feeling) =>
    [1, 2, 3]
      .filter((strength) => used.has(`${feeling.id},${strength}`))
      .map((strength) => tile(feeling, strength, id)),
  )
}

/** A feeling's own line, bolder with its strength. @param {import("./map.js").Feeling} feeling @param {number} strength @param {string} id @returns {SvgNode} */
const tile = (feeling, strength, id) => [
  "pattern",
  { id: `${id}-${feeling.id}-${strength}`, patternUnits: "userSpaceOnUse", width: TILE, height: TILE },
  [
    [
      "path",
      {
        class: `body-map-line body-map-${feeling.id}`,
        d: feeling.line,
        fill: "none",
        stroke: feeling.colours[0],
        "stroke-width": WIDTHS[strength - 1],
        "stroke-linecap": "round",
      },
      [],
    ],
  ],
]

/** Each marked place: a tint of what is strongest there, and the pattern of everything that is felt. @param {BodyMap} map @param {Marked} record @param {Record<string, string>} regions @param {string} id @returns {SvgNode[]} */
export const marksOf = ({ feelings }, record, regions, id) =>
  Object.keys(regions).flatMap((place) => {
    const felt = record[place] ?? {}
    const here = feelings.filter((feeling) => felt[feeling.id])
    if (!here.length) return []
    const most = here.reduce((a, b) => (felt[b.id] > felt[a.id] ? b : a))
    const d = regions[place]
    const tint = { class: `body-map-tint body-map-${most.id}`, d, fill: most.colours[0] }
    /** @type {SvgNode[]} */
    const patterns = here.map(({ id: feeling }) => [
      "path",
      { d, fill: `url(#${id}-${feeling}-${felt[feeling]})` },
      [],
    ])
    return [["path", { ...tint, "fill-opacity": TINTS[felt[most.id] - 1] }, []], ...patterns]
  })

/** @param {SvgNode} node @returns {SVGElement} */
export const built = ([name, attributes, inside]) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name)
  for (const [key, value] of Object.entries(attributes)) if (key !== "xmlns") element.setAttribute(key, value)
  element.append(...inside.map(built))
  return element
}
