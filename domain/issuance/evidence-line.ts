import type { Milligrams } from '#domain/measure'

/** What one counting ride contributes to its run's canonical list. */
export interface EvidenceRide {
  /** uuid derived from operator, operator day and the operator's ride number. */
  readonly rideKey: string
  /** Salted for this run, so that lists of two runs cannot be joined on a person. */
  readonly accountKey: string
  readonly milligrams: Milligrams
  readonly methodologyCode: string
  readonly methodologyVersion: number
}

/**
 * One line of the canonical list: ride key, account key, unit, milligrams, code@version, tab between, line feed after. The
 * list is in ride-key order; its SHA-256 is the run's evidence digest. Row ids and record times are outside it.
 */
export const evidenceLine = (ride: EvidenceRide): string =>
  `${ride.rideKey}\t${ride.accountKey}\tmgCO2e\t${ride.milligrams}\t${ride.methodologyCode}@${ride.methodologyVersion}\n`
