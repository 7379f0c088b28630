import { type Clock } from '#server/platform/index'

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  advanceSeconds(seconds: number): void
  set(moment: string): void
}

/** `start`: RFC 3339; unset means the present moment, which then stands still. */
export function testClock(start?: string): TestClock {
  let milliseconds = start === undefined ? Date.now() : Date.parse(start)
  return {
    now: () => new Date(milliseconds),
    advanceSeconds: (seconds) => void (milliseconds += seconds * 1000),
    set: (moment) => void (milliseconds = Date.parse(moment)),
  }
}
