/** A stream of pseudo-random numbers that is the same for the same seed on every machine. Never for secrets. */
export interface Random {
  /** A number in [0, 1). */
  unit(): number
  /** A whole number in [0, bound). */
  below(bound: number): number
  /** A whole number in [least, most]. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T
  /** Standard normal. */
  normal(): number
}

/** FNV-1a, 32 bits: spreads a seed text over the generator's state. */
export const hash32 = (text: string, basis = 0x811c9dc5): number => {
  let hash = basis
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** MurmurHash3's finaliser: every bit of the input changes about half of the output. */
export const spread = (word: number): number => {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** sfc32 (Chris Doty-Humphrey's small fast counter generator, public domain): passes PractRand, four words of state. */
export const createRandom = (seed: string): Random => {
  let [a, b, c, counter] = [hash32(seed), hash32(seed, 0x9e3779b9), hash32(seed, 0x85ebca6b), 1]
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) next()
  const unit = (): number => next() / 2 ** 32
  const below = (bound: number): number => Math.floor(unit() * bound)
  return {
    unit,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => unit() < probability,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new Error('cannot pick from an empty list')
      return items[below(items.length)] as T
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
  }
}
