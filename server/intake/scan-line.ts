/** What stands out in a line before it is parsed. */
export interface LineShape {
  /** Deepest nesting of objects and arrays. */
  depth: number
  /** Colons outside strings: in valid JSON, the number of members written, duplicates included. */
  members: number
  /** A point or an e outside strings: a number may be written as no whole one. */
  hasPoint: boolean
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const POINT = 0x2e
const EXPONENT_SMALL = 0x65
const EXPONENT_LARGE = 0x45
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

/**
 * Counts nesting and members of the JSON text in `bytes[from, to)` into `shape`. One pass over bytes, because JSON.parse keeps the
 * last of two equal keys in silence: only the count as written can tell.
 */
export function scanLine(bytes: Uint8Array, from: number, to: number, shape: LineShape): void {
  shape.hasPoint = false
  let depth = 0
  let deepest = 0
  let members = 0
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) {
      at += 1
      while (at < to && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
    } else if (byte === COLON) members += 1
    else if (byte === POINT || byte === EXPONENT_SMALL || byte === EXPONENT_LARGE) shape.hasPoint = true
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1
  }
  shape.depth = deepest
  shape.members = members
}

/** Members of a parsed value, those of inner objects included; equal keys have become one. */
export function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let members = Array.isArray(value) ? 0 : Object.keys(value).length
  for (const inner of Object.values(value)) if (typeof inner === 'object') members += countMembers(inner)
  return members
}
