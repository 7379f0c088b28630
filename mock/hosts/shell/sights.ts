import type { Screen, Sight } from './city-wire'

/** What the city's screens show to a scanner held before them. */
export interface Sights {
  /** What this window shows from now on, as pictures; none when it went dark. Two people who work have a window each. */
  show(window: string, from: Screen, pictures: readonly string[]): void
  /** What this window's own scanner can be aimed at: every other one's. */
  before(window: string): readonly Sight[]
}

export const createSights = (): Sights => {
  const shown = new Map<string, readonly Sight[]>()
  return {
    show: (window, from, pictures) => {
      shown.delete(window)
      if (pictures.length > 0)
        shown.set(
          window,
          pictures.map((picture) => ({ from, picture })),
        )
    },
    before: (window) => [...shown].filter(([other]) => other !== window).flatMap(([, sights]) => sights),
  }
}
