import { PUSH_LIMITS } from './limits'

/** How fast a sender is, by the time we wait for it: while we work on what came, its clock stands still. */
export interface Pace {
  waits: () => void
  receives: (bytes: number) => void
  isTooSlow: () => boolean
}

/** `now`: milliseconds of a clock that never goes back. */
export function createPace(now: () => number): Pace {
  const { bytesPerSecondMin, slowSecondsFree } = PUSH_LIMITS
  let bytes = 0
  let waitedMilliseconds = 0
  let waitingSince: number | undefined
  const waited = (): number => waitedMilliseconds + (waitingSince === undefined ? 0 : now() - waitingSince)
  return {
    waits: () => void (waitingSince = now()),
    receives(received) {
      waitedMilliseconds = waited()
      waitingSince = undefined
      bytes += received
    },
    isTooSlow: () => bytes < bytesPerSecondMin * (waited() / 1000 - slowSecondsFree),
  }
}
