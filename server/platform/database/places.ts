export interface Places {
  /** Resolves when there is a place, in the order of the calls. */
  enter: () => Promise<void>
  leave: () => void
}

export function createPlaces(max: number): Places {
  const waiting: (() => void)[] = []
  let free = max
  return {
    async enter() {
      if (free > 0) free -= 1
      else await new Promise<void>((go) => waiting.push(go))
    },
    leave() {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    },
  }
}
