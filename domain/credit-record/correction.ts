/** Bodies whose people decide about corrections; two of them must agree before a record rises or falls by one. */
export const CORRECTING_BODIES = ['centre', 'exchange', 'bureau'] as const
export type CorrectingBody = (typeof CORRECTING_BODIES)[number]

/** What one person of one body would grant: whole units of the line, more or fewer. */
export interface CorrectionGrant {
  readonly staffId: string
  readonly body: CorrectingBody
  readonly units: number
}

export type GrantOutcome = 'one' | 'agreed' | 'secondPersonNeeded' | 'secondBodyNeeded'

/**
 * What one more name does to a correction: `agreed` when the last word of another person of another body was the same units. Nobody counts
 * twice, not even after changing office, and no body does.
 */
export const addGrant = (before: readonly CorrectionGrant[], next: CorrectionGrant): GrantOutcome => {
  const last = new Map(before.map((grant) => [grant.staffId, grant]))
  if (last.get(next.staffId)?.units === next.units) return 'secondPersonNeeded'
  last.delete(next.staffId)
  const alike = [...last.values()].filter(({ units }) => units === next.units)
  if (alike.some(({ body }) => body !== next.body)) return 'agreed'
  return alike.length > 0 ? 'secondBodyNeeded' : 'one'
}

/** The last word of each person, the earliest first: what is said now. */
export const grantsNow = <G extends CorrectionGrant>(said: readonly G[]): readonly G[] => {
  const last = new Map(said.map((grant) => [grant.staffId, grant]))
  return said.filter((grant) => last.get(grant.staffId) === grant)
}

/** Whether bodies name different units: then nothing counts until two name the same. */
export const doBodiesDiffer = (said: readonly CorrectionGrant[]): boolean => {
  const now = grantsNow(said)
  return now.some((one) => now.some(({ body, units }) => body !== one.body && units !== one.units))
}
