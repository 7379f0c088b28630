/** The one source of the present moment; handed in, so that tests and the demo can move time. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }
