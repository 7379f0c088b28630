/** Chunks that are drawn, from the first to the last. */
export interface Sight {
  readonly first: number
  readonly last: number
}

/** What to draw next on the way to what is wanted: what is out of it goes, and one chunk comes. Far from it one begins at its end. */
export function stepTowards(drawn: Sight, wanted: Sight): Sight {
  const [first, last] = [Math.max(drawn.first, wanted.first), Math.min(drawn.last, wanted.last)]
  if (first > last) return { first: wanted.last, last: wanted.last }
  if (last < wanted.last) return { first, last: last + 1 }
  return { first: Math.max(wanted.first, first - 1), last }
}
