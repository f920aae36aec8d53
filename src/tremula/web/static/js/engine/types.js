// The shapes that the engine reads and gives, as types only. Twin of core/session/timeline.py and state.py.

/**
 * @typedef {object} Cue One thing to perform at one moment of its segment (ms from the segment's start).
 * @property {number} at
 * @property {string} kind say show move hold breathe shake rest chime count ready ask tremor record
 * @property {number} [lasts]
 * @property {string} [text] What the voice says.
 * @property {string} [caption] What stands on the screen.
 * @property {string} [pose]
 * @property {"left" | "right" | null} [side]
 * @property {number} [repetition]
 * @property {number} [of]
 * @property {number} [inhale] For a breath: ms of breathing in; the rest of `lasts` is breathing out.
 * @property {string | null} [fact]
 * @property {string | null} [place]
 * @property {number} [cm]
 * @property {boolean} [loud]
 * @property {"accelerometer" | "heart"} [sensor] What a `record` attaches, for `lasts`.
 */

/** @typedef {{start: number, by: number, most: number}} Stretch */

/**
 * @typedef {object} Segment One step of the practice.
 * @property {string} id
 * @property {string} chapter
 * @property {string} title
 * @property {string} posture standing wall fold lying sitting
 * @property {number} length
 * @property {Cue[]} cues
 * @property {"fixed" | "stretchable" | "open"} [kind]
 * @property {string[]} [tags]
 * @property {Stretch | null} [stretch]
 * @property {string} [easier]
 * @property {boolean} [carries]
 * @property {boolean} [keep]
 * @property {boolean} [tremor]
 * @property {boolean} [effort]
 */

/** @typedef {{id: string, title: string}} Chapter */

/**
 * @typedef {object} CheckIn
 * @property {number} first
 * @property {number} every
 * @property {number} window
 * @property {number} cap
 * @property {Cue} question
 * @property {Cue} again
 */

/**
 * @typedef {object} Timeline
 * @property {string} dose
 * @property {Chapter[]} chapters
 * @property {Segment[]} segments
 * @property {Record<string, Segment[]>} branches
 * @property {Cue} ready
 * @property {CheckIn | null} [check_in]
 * @property {string[]} [notes]
 * @property {number} [effort_cap]
 * @property {number} [version]
 */

/**
 * @typedef {object} Session Where a person is, as of one reading of the clock; frozen. Times are whole ms.
 * @property {string} state ready running asking paused settling finished stopped silent left
 * @property {string} path "main" or a branch
 * @property {number} index the segment within the path
 * @property {number} visit
 * @property {number} position ms within the segment; negative in the "get ready" before it
 * @property {number} at ms since the session began
 * @property {number} played
 * @property {number} stretched
 * @property {number} mainIndex
 * @property {number} carried
 * @property {number} tremor
 * @property {number} effort
 * @property {number | null} askAt
 * @property {number | null} deadline
 * @property {number} misses
 * @property {number} pausedAt
 * @property {boolean} afresh
 * @property {string} ending
 */

/** @typedef {{at: number, cue?: Cue, happened?: string}} Effect A cue that is due, or what happened by itself. */

/**
 * @typedef {object} RecordedEvent
 * @property {number} seq
 * @property {string} kind
 * @property {number} at
 * @property {string} wall
 * @property {Record<string, unknown>} body
 * @property {number} schema
 * @property {string} previous
 * @property {string} hash
 */

export {}
