// The body map's outlines from the figure itself: reads {map, body} as JSON, writes paths for every body type and view.

import { readFileSync } from "node:fs"
import { still } from "../../src/tremula/web/static/js/figure/body.js"
import { standOf } from "../../src/tremula/web/static/js/figure/figure.js"
import { hull, outline } from "../../src/tremula/web/static/js/figure/hull.js"
import { axis, place } from "../../src/tremula/web/static/js/figure/matrix.js"
import { camera, disc } from "../../src/tremula/web/static/js/figure/project.js"
import { bodyOf, SIDES, signOf } from "../../src/tremula/web/static/js/figure/skeleton.js"
import { blended, common, field, gridOf, joined, pathUnder, toOutlines, without } from "./field.js"

const SIZE = [88, 204]
const HEIGHTS = { front: 178, back: 204 }
const GAP = 0.32
const ROOM = 4
const LEAST = 1.5
const UNIT = 1.66
const RING = Array.from({ length: 24 }, (_, i) => [Math.cos((i * Math.PI) / 12), Math.sin((i * Math.PI) / 12)])
const MIDDLE = 100 - SIZE[0] / 2

/** How each picture is taken: degrees around and from above, and where the floor lies. */
const TAKES = {
  front: { yaw: 0, tilt: 9, floor: 169, only: () => true },
  back: { yaw: 180, tilt: 4, floor: 169, only: () => true },
  soles: { yaw: 180, tilt: -90, floor: 184, only: (id) => /foot$/.test(id) },
}

const grid = gridOf(...SIZE)

const isFace = (tone) => tone === "features"

/** A camera whose sheet begins at the picture's own left edge. */
const lookAt = ({ yaw, tilt, floor }) => {
  const look = camera({ yaw, tilt, floor, centre: 0 })
  return (point) => {
    const [x, y, z] = look(point)
    return [x - MIDDLE, y, z]
  }
}

const ringed = (circles) => circles.flatMap(([x, y, r]) => RING.map(([c, s]) => [x + r * c, y + r * s]))

/** Every part of the body as a field. */
const partFields = (body, frames, look, only) =>
  Object.fromEntries(
    body.parts
      .filter(({ id, tone }) => only(id) && !isFace(tone))
      .map(({ id, hulls }) => {
        const shapes = hulls.map((balls) =>
          hull(ringed(balls.map(([name, x, y, z, r]) => disc(look, place(frames[name], [x, y, z]), r)))),
        )
        return [id, toOutlines(grid, shapes)]
      }),
  )

const sided = (name, side) => name.replace(/^-/, `${side}-`)

/** Between two lines across a bone, and two along it. */
const cutField = ({ frame, up, out, tilt }, side, sign, { frames, look, girth, facing }) => {
  const name = sided(frame, side)
  const { o, m } = frames[name]
  const [ox, oy] = look(o)
  const [tx, ty] = look(o.map((v, i) => v + axis(m, 1)[i]))
  const hand = sign * facing
  const turned = Math.atan2(ty - oy, tx - ox) + (tilt * hand * Math.PI) / 180
  const [ux, uy] = [Math.cos(turned), Math.sin(turned)]
  const [inner, outer] = out.map((v) => v * (girth[name.replace(/^(left|right)-/, "")] ?? 1))
  return field(grid, (x, y) => {
    const high = ((x - ox) * ux + (y - oy) * uy) / UNIT
    const wide = (hand * ((y - oy) * ux - (x - ox) * uy)) / UNIT
    return UNIT * Math.max(up[0] - high, high - up[1], inner - wide, wide - outer)
  })
}

/** One region's field in one view, or null where it is not seen. */
const regionField = (region, side, view, scene) => {
  const sign = region.sides ? signOf(side) : 1
  const own = region.sides ? [field(grid, (x) => (SIZE[0] / 2 - x) * sign * scene.facing)] : []
  const pieces = region.pieces.filter(({ views }) => views.includes(view))
  const fields = pieces.map(({ parts, cuts }) => {
    const flesh = joined(parts.map((part) => scene.fields[sided(part, side)])).map((v) => v - ROOM)
    return common([scene.whole, flesh, ...own, ...cuts.map((cut) => cutField(cut, side, sign, scene))])
  })
  return fields.length ? joined(fields) : null
}

/** Every region of one view as a path, later ones cut out of earlier ones. */
const regionPaths = (map, view, scene) => {
  let taken = field(grid, () => 99)
  const cutOut = (region, side) => {
    const values = regionField(region, side, view, scene)
    if (!values) return []
    const path = pathUnder(grid, without(values, taken), -GAP, LEAST)
    taken = joined([taken, values])
    return [[region.sides ? `${side}-${region.id}` : region.id, path]]
  }
  return Object.fromEntries(
    [...map.regions]
      .reverse()
      .flatMap((region) => (region.sides ? SIDES : SIDES.slice(0, 1)).flatMap((side) => cutOut(region, side))),
  )
}

/** Eyes and mouth: what tells the front from the back. */
const features = (view, { frames, body }, look) => {
  const seen = body.parts.filter(({ tone, eyes }) => view === "front" && isFace(tone) && eyes !== "closed")
  const circle = ([name, x, y, z, r]) => disc(look, place(frames[name], [x, y, z]), r)
  return seen.flatMap(({ hulls }) => hulls.map((hull) => outline(hull.map(circle)))).join("")
}

const picture = (map, body, frames, view) => {
  const take = TAKES[view]
  const look = lookAt(take)
  const fields = partFields(body, frames, look, take.only)
  const whole = blended(Object.values(fields))
  const scene = { fields, whole, frames, body, look, girth: body.girth, facing: take.yaw ? -1 : 1 }
  return {
    height: HEIGHTS[view] ?? SIZE[1],
    outline: pathUnder(grid, whole, 0, LEAST),
    features: features(view, scene, look),
    regions: regionPaths(map, view, scene),
  }
}

/** The soles stand under the back. */
const together = ({ height, outline, features, regions }, soles) => ({
  height,
  outline: outline + soles.outline,
  features,
  regions: { ...regions, ...soles.regions },
})

const drawn = ({ map, body }) => {
  const clothes = body.looks.clothes.find(({ plain }) => plain)?.id
  const hair = body.looks.hair.at(-1).id
  const builds = body.looks.body.map(({ id }) => {
    const whose = bodyOf(body, { body: id, clothes, hair })
    const frames = still(standOf({ [map.pose.id]: map.pose }, whose, map.pose.id).pose)
    const [front, back, soles] = ["front", "back", "soles"].map((view) => picture(map, whose, frames, view))
    return [id, { front, back: together(back, soles) }]
  })
  return { width: SIZE[0], builds: Object.fromEntries(builds) }
}

process.stdout.write(`${JSON.stringify(drawn(JSON.parse(readFileSync(0, "utf8"))), null, 1)}\n`)
