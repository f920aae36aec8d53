// Every pose and every frame of every used movement: feet and hands stay, nothing sinks, joints keep human ranges.

import assert from "node:assert/strict"
import { test } from "node:test"
import { plantedAt, sameSpot } from "../../src/tremula/web/static/js/figure/contacts.js"
import { apply, axis, place, size, sub } from "../../src/tremula/web/static/js/figure/matrix.js"
import {
  BUILDS,
  ballsIn,
  framesOf,
  kneeOf,
  least,
  limbAngles,
  MOVES,
  movement,
  POSES,
  RANGES,
  SIDES,
  spineAngles,
  stand,
} from "./figure-room.js"

const TRUNK = ["hips", "trunk", "skull"]
const DRIFT = 0.5
const TOUCHING = 0.15
/** A joint may be this far beyond its range, in degrees: what rounding in a pose's numbers makes. */
const ROUNDING = 0.5

const inside = (value, [low, high], what) =>
  assert.ok(value >= low && value <= high, `${what} is ${value.toFixed(1)}, not within ${low} and ${high}`)

const checkAngles = (frames, what) => {
  for (const [whose, angles] of [
    ["", spineAngles(frames)],
    ...SIDES.map((side) => [side, limbAngles(frames, side)]),
  ])
    for (const [name, range] of Object.entries(RANGES))
      if (name in angles)
        inside(angles[name], [range.low - ROUNDING, range.high + ROUNDING], `${what}: ${whose} ${name}`)
}

const checkFloor = (frames, what, build) => {
  const low = least(frames, 1, undefined, build)
  assert.ok(low >= -DRIFT, `${what}: a point lies ${(-low).toFixed(2)} under the floor`)
}

/** How far balls slip while they touch the floor. */
const slip = (frames, id) => {
  const balls = ballsIn(BUILDS[0], [id])
  let most = 0
  const from = balls.map(() => null)
  for (const { frames: now } of frames)
    for (const [i, [name, x, y, z, r]] of balls.entries()) {
      const point = place(now[name], [x, y, z])
      if (point[1] - r > TOUCHING) from[i] = null
      else from[i] ??= point
      if (from[i]) most = Math.max(most, Math.hypot(point[0] - from[i][0], point[2] - from[i][2]))
    }
  return most
}

/** A point in the room, seen from a frame. */
const toward = ({ m, o }, point) => apply([...axis(m, 0), ...axis(m, 1), ...axis(m, 2)], sub(point, o))

/** How far a planted hand is from its goal: the arm may be too short for it. */
const touching = (frames, pose, name) => {
  const side = name.slice(0, name.indexOf("-"))
  return size(sub(frames[name].o, plantedAt("hand", pose.contacts[name], side, frames, pose).o))
}

/** Where a planted hand is, in the frame of what it lies on. */
const onSurface = (frames, hand, on) => (on in frames ? toward(frames[on], frames[hand].o) : frames[hand].o)

const checkHand = (frames, name, on) => {
  const first = onSurface(frames[0].frames, name, on)
  for (const { t, frames: now } of frames) {
    const far = size(sub(onSurface(now, name, on), first))
    assert.ok(far <= DRIFT, `${name} drifts ${far.toFixed(2)} at ${t}`)
  }
}

/** How far the back is from what it leans on or lies on. */
const backGap = (frames, pose, build) => {
  const { on, at } = pose.contacts.back
  const wall = pose.props.find(({ kind }) => kind === "wall")
  return on === "wall"
    ? least(frames, 2, TRUNK, build) - wall.at[2]
    : least(frames, 1, TRUNK, build) - (at?.[1] ?? 0)
}

for (const build of BUILDS)
  for (const side of SIDES)
    for (const id of Object.keys(POSES)) {
      const { pose } = stand(id, side, build)
      const frames = framesOf(id, side, build)
      const what = `${id} (${side}, ${build})`

      test(`${what}: stands on the floor with human joints`, () => {
        checkFloor(frames, id, build)
        checkAngles(frames, id)
        if (!pose.props.some(({ kind }) => kind === "bed"))
          assert.ok(least(frames, 1, undefined, build) <= DRIFT, `${id} floats`)
      })

      test(`${what}: reaches what it touches`, () => {
        for (const [name, { on }] of Object.entries(pose.contacts))
          if (on === "floor" && name !== "back") {
            const gap = least(frames, 1, [name], build)
            assert.ok(Math.abs(gap) <= DRIFT, `${name} is ${gap.toFixed(2)} off the floor`)
          } else if (name.endsWith("hand") && on !== "floor") {
            const gap = touching(frames, pose, name)
            assert.ok(gap <= DRIFT, `${name} is ${gap.toFixed(2)} from where it rests`)
          }
        if (pose.contacts.back) assert.ok(Math.abs(backGap(frames, pose, build)) <= 1, "the back is off")
      })
    }

for (const build of BUILDS)
  for (const move of MOVES) {
    const [a, b] = move
    const frames = movement(move, build)
    const what = `${a.join(" ")} to ${b.join(" ")} (${build})`

    test(`${what}: begins and ends in its poses`, () => {
      for (const [id, { frames: now }] of [
        [a, frames[0]],
        [b, frames.at(-1)],
      ])
        for (const [name, frame] of Object.entries(framesOf(...id, build)))
          assert.ok(size(sub(frame.o, now[name].o)) < 0.6, `${name} jumps at ${id[0]}`)
    })

    test(`${what}: nothing under the floor, joints human`, () => {
      for (const { t, frames: now } of frames) {
        checkFloor(now, `${what} at ${t}`, build)
        checkAngles(now, `${what} at ${t}`)
      }
    })

    test(`${what}: moves without a jump`, () => {
      for (const [i, { frames: now }] of frames.slice(1).entries())
        for (const [name, frame] of Object.entries(now))
          assert.ok(size(sub(frame.o, frames[i].frames[name].o)) < 9, `${name} leaps at frame ${i}`)
    })

    test(`${what}: planted feet and hands stay`, () => {
      const { from, to } = frames[0]
      for (const name of Object.keys(to.contacts)) {
        if (!sameSpot(from.contacts[name], to.contacts[name]) || name === "back") continue
        if (name.endsWith("hand")) checkHand(frames, name, to.contacts[name].on)
        else assert.ok(slip(frames, name) <= DRIFT, `${name} slips ${slip(frames, name).toFixed(2)}`)
      }
    })

    test(`${what}: the back stays on its wall and its floor`, () => {
      const { from, to } = frames[0]
      if (!from.contacts.back || from.contacts.back.on !== to.contacts.back?.on) return
      for (const { frames: now } of frames) {
        const gap = backGap(now, to, build)
        assert.ok(Math.abs(gap) <= 1, `the back is ${gap.toFixed(2)} off`)
      }
    })
  }

test("the right is the mirror image of the left", () => {
  for (const id of Object.keys(POSES).filter((id) => POSES[id].sides === "left")) {
    const [left, right] = [framesOf(id, "left"), framesOf(id, "right")]
    for (const [name, { o }] of Object.entries(left)) {
      const other = name.replace(/^(left|right)/, (side) => (side === "left" ? "right" : "left"))
      const [x, y, z] = right[other].o
      assert.ok(size(sub(o, [-x, y, z])) < 0.01, `${id}: ${name} is not mirrored`)
    }
  }
})

test("the back lies flat on the wall in the wall sit: buttocks, ribs and shoulders within 1 %", () => {
  const frames = framesOf("wall-sit")
  for (const [name, at, r] of [
    ["pelvis", [4.7, -2.6, -0.1], 6.2],
    ["ribs", [4.2, 4, 0], 5.8],
    ["chest", [4.9, 0.6, 0.1], 6],
  ]) {
    const gap = place(frames[name], at)[2] - r + 45
    assert.ok(gap >= 0 && gap <= 1, `${name} is ${gap.toFixed(2)} from the wall`)
  }
})

test("knees show the angle their exercise asks for", () => {
  const angle = (id) => 180 - kneeOf(framesOf(id))
  inside(angle("wall-sit"), [117, 123], "the knee of the wall sit")
  inside(angle("wall-sit-high"), [137, 144], "the knee of the high wall sit")
})

test("the bent knee stays behind the toes", () => {
  const frames = framesOf("thigh-bend")
  const toes = place(frames["left-toes"], [-0.2, 0, 3.3])
  assert.ok(frames["left-shin"].o[2] < toes[2])
})

test("every stop of the butterfly brings the knees 2.5 to 5 cm closer, and they stay apart", () => {
  const apart = ["butterfly", "narrow-1", "narrow-2", "narrow-3", "narrow-4", "narrow-5"].map((id) => {
    const frames = framesOf(id)
    return frames["left-shin"].o[0] - frames["right-shin"].o[0]
  })
  for (const [i, now] of apart.slice(1).entries())
    inside((apart[i] - now) * 1.7, [2.5, 5], `the step to stop ${i + 1} in cm`)
  assert.ok(apart.at(-1) > 15)
})

test("in the butterfly the heels are close to the body and the soles together", () => {
  const frames = framesOf("butterfly")
  assert.ok(size(sub(frames["left-foot"].o, frames["left-hip"].o)) < 24)
  assert.ok(Math.abs(place(frames["left-foot"], [0, -4, 0])[0]) < 2)
})
