import type { CityHappening } from './city-wire'

export type NewHappening = Omit<CityHappening, 'number' | 'at'>

/** What happened in the city lately, and who wants to be told of the next thing. */
export interface Happenings {
  tell(happening: NewHappening): void
  recent(): readonly CityHappening[]
  /** Returns how to stop listening. */
  listen(listener: (happening: CityHappening) => void): () => void
}

const KEPT = 200

export const createHappenings = (): Happenings => {
  const kept: CityHappening[] = []
  const listeners = new Set<(happening: CityHappening) => void>()
  let count = 0
  return {
    tell: (happening) => {
      const numbered = { ...happening, number: ++count, at: new Date().toISOString() }
      kept.push(numbered)
      if (kept.length > KEPT) kept.shift()
      for (const listener of listeners) listener(numbered)
    },
    recent: () => kept,
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
