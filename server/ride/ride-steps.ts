import type { RideStep } from '#contract'

import type { JudgedRide } from './judge-rides'

/** When a ride reached us and what became of its run, as far as it has. */
export interface RunTimes {
  readonly received_at: Date
  readonly closes_at: Date
  readonly settled_at: Date | null
  readonly reported_at: Date | null
  readonly verified_at: Date | null
  readonly confirmed_at: Date | null
  readonly issued_at: Date | null
  /** When it was written down that another channel had told the trip; null while that is only what would be. */
  readonly decided_at: Date | null
  /** When it was withdrawn, if that was after its window. */
  readonly withdrawn_at: Date | null
}

/**
 * The timeline of a ride, in order. It is checked and quantified in the moment it is received. What is to come carries a due
 * time only where one is fixed: the end of its settling window.
 */
export const stepsOf = (ride: JudgedRide, times: RunTimes): RideStep[] => {
  const begun = [happened('received', times.received_at), happened('checked', times.received_at)]
  switch (ride.state) {
    case 'refused':
      return [...begun, step('refused', times.decided_at ?? times.settled_at, times.closes_at)]
    case 'withdrawn':
      // The operator's correction replaced the ride in place; the latest it can have come is when its window closed.
      if (times.withdrawn_at === null)
        return [...begun, happened('withdrawn', times.settled_at ?? times.received_at)]
      return [...begun, ...pastSteps(times, times.withdrawn_at), happened('withdrawn', times.withdrawn_at)]
    case 'quantified':
    case 'settled':
    case 'reported':
    case 'verified':
    case 'confirmed':
    case 'issued':
      return [...begun, ...runSteps(times)]
  }
}

const runSteps = (times: RunTimes): RideStep[] => [
  step('settled', times.settled_at, times.closes_at),
  step('reported', times.reported_at),
  step('verified', times.verified_at),
  step('confirmed', times.confirmed_at),
  step('issued', times.issued_at),
]

/** What had become of its run when a ride was withdrawn. */
const pastSteps = (times: RunTimes, withdrawnAt: Date): RideStep[] =>
  runSteps(times).filter(({ at }) => at !== null && new Date(at) <= withdrawnAt)

const happened = (name: RideStep['step'], at: Date): RideStep => step(name, at)

const step = (name: RideStep['step'], at: Date | null, dueAt: Date | null = null): RideStep => ({
  step: name,
  at: at?.toISOString() ?? null,
  dueAt: at === null ? (dueAt?.toISOString() ?? null) : null,
})
