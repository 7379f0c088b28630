import type { RideRow } from '#contract'

export type Subject = RideRow['subject']

/** What one rider can identify herself with at the gates of the simulated city. */
export interface RiderInstruments {
  readonly card: Subject
  readonly metroCode: Subject
  readonly busCode: Subject
  readonly bikeBlue: Subject
  readonly bikeGreen: Subject
}

/**
 * The instruments of the rider with this number, the same in every day and seed, so that a test can link them before the day is
 * pushed. The leading 3104 stands in for a city code; no such series is in circulation.
 */
export const riderInstruments = (rider: number): RiderInstruments => {
  const digits = String(rider).padStart(12, '0')
  return {
    card: { scheme: 'sptcc-card', value: `3104${digits}` },
    metroCode: { scheme: 'metro-code', value: `MC${digits}` },
    busCode: { scheme: 'bus-code', value: `BC${digits}` },
    bikeBlue: { scheme: 'bike-user', value: `blue:${digits}` },
    bikeGreen: { scheme: 'bike-user', value: `green:${digits}` },
  }
}
