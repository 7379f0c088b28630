/** A host's card list must be fresh: what was hers an hour ago may be somebody else's now. */
export const STATEMENT_TTL_MILLISECONDS_MAX = 5 * 60_000

/** Clocks of two servers differ a little. */
const CLOCK_SKEW_MILLISECONDS = 30_000

/** The claims that bind a card list to a host, a person and a moment; times in epoch milliseconds. */
export interface StatementClaims {
  readonly issuer: string
  readonly subject: string
  readonly issuedAt: number
  readonly expiresAt: number
}

export type StatementFault = 'otherHost' | 'otherPerson' | 'expired' | 'notYetIssued' | 'livesTooLong'

/** Why a correctly signed card list is not good for this session now, or undefined. */
export const statementFault = (
  claims: StatementClaims,
  session: { readonly hostId: string; readonly hostSubject: string; readonly now: Date },
): StatementFault | undefined => {
  const now = session.now.getTime()
  if (claims.issuer !== session.hostId) return 'otherHost'
  if (claims.subject !== session.hostSubject) return 'otherPerson'
  if (claims.expiresAt - claims.issuedAt > STATEMENT_TTL_MILLISECONDS_MAX) return 'livesTooLong'
  if (claims.expiresAt <= now) return 'expired'
  if (claims.issuedAt > now + CLOCK_SKEW_MILLISECONDS) return 'notYetIssued'
  return undefined
}
