import { quantify, type Formula } from '#domain/methodology'
import { meters, type Milligrams } from '#domain/measure'

/** What is kept of a ride and replays it: never its stored milligrams. */
export interface RideEvidence {
  readonly distanceMeters: number | null
  /** Formula of the pinned methodology version; null when that version has none or is not there. */
  readonly formula: Formula | null
  /** The pinned version was in force for the ride's scene on its operator city day. */
  readonly inForce: boolean
  /** The instrument was linked to this account when the ride began. */
  readonly linked: boolean
  /** A consent for the scene and operator held when the ride began and was not withdrawn when it was received. */
  readonly consented: boolean
}

export type EvidenceFault = 'no methodology in force' | 'no valid link' | 'no valid consent' | 'no distance'

/** What the ride comes to, or what its evidence lacks. */
export type RideReplay =
  { readonly milligrams: Milligrams } | { readonly lacking: readonly [EvidenceFault, ...EvidenceFault[]] }

/** Works one ride out again from its evidence. */
export const replayRide = (evidence: RideEvidence): RideReplay => {
  const lacking: EvidenceFault[] = []
  if (!evidence.linked) lacking.push('no valid link')
  if (!evidence.consented) lacking.push('no valid consent')
  if (evidence.formula === null || !evidence.inForce) lacking.push('no methodology in force')
  const milligrams =
    evidence.formula === null ? 'distanceNeeded' : quantify(evidence.formula, distanceOf(evidence))
  if (evidence.formula !== null && milligrams === 'distanceNeeded') lacking.push('no distance')
  const [first, ...others] = lacking
  if (first !== undefined) return { lacking: [first, ...others] }
  if (milligrams === 'distanceNeeded')
    throw new Error('a ride without a formula was not named as lacking one')
  return { milligrams }
}

const distanceOf = ({ distanceMeters }: RideEvidence) => ({
  distanceMeters: distanceMeters === null ? undefined : meters(distanceMeters),
})
