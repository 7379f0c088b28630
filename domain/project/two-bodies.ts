/** Bodies whose people decide about projects; two of them must agree. */
export const DECIDING_BODIES = ['centre', 'exchange', 'bureau'] as const
export type DecidingBody = (typeof DECIDING_BODIES)[number]

/** A name under one text. */
export interface SignedName<V extends string = string> {
  readonly staffId: string
  readonly role: DecidingBody
  readonly verdict: V
}

export type SigningDecision =
  'sign' | 'decide' | 'project.second-person-needed' | 'project.second-body-needed'

/**
 * What becomes of one more name under the very text others have signed: two people of different bodies with the same verdict decide it.
 * Nobody counts twice, not even after changing office, and no body does.
 */
export const decideSigning = <V extends string>(
  signed: readonly SignedName<V>[],
  next: SignedName<V>,
): SigningDecision => {
  if (signed.some(({ staffId }) => staffId === next.staffId)) return 'project.second-person-needed'
  if (signed.some(({ role }) => role === next.role)) return 'project.second-body-needed'
  return signed.some(({ verdict }) => verdict === next.verdict) ? 'decide' : 'sign'
}
