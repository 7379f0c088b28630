import type { MemberRole, StaffRole } from '#contract'

/** Who is asking, as established by the access hook. Ids are the database's own (uuids for accounts and sessions). */
export type Principal =
  VisitorPrincipal | ResidentPrincipal | OperatorPrincipal | StaffPrincipal | MemberPrincipal

/** Signed in through a host but holding no open account: may look, not hold. */
export interface VisitorPrincipal {
  kind: 'visitor'
  sessionId: string
  hostId: string
}

export interface ResidentPrincipal {
  kind: 'resident'
  sessionId: string
  hostId: string
  /** uuid; `encodeId('acc', …)` is its wire form. */
  accountId: string
}

/** A carrier company's server, by the key that signed the request. */
export interface OperatorPrincipal {
  kind: 'operator'
  operatorId: string
  operatorNo: number
  keyId: string
  readonly signed: SignedText
}

/** What a partner signed, and its signature: proof to anybody who holds the public half of the key. */
export interface SignedText {
  /** The signature base of RFC 9421; signed as UTF-8. */
  readonly base: string
  readonly signature: Uint8Array
}

export interface StaffPrincipal {
  kind: 'staff'
  sessionId: string
  staffId: string
  role: StaffRole
  /** Set for the role `district` only: the one district whose figures she sees. */
  district: string | null
}

/** Somebody who acts for an institution. */
export interface MemberPrincipal {
  kind: 'member'
  sessionId: string
  hostId: string
  /** uuid; `encodeId('mem', …)` is its wire form. */
  memberId: string
  institutionId: string
  role: MemberRole
}

/**
 * Who may call a route. `public`: anybody. `visitor`: anybody signed in through a host, with or without an account.
 * `resident`: an open account. `operator`: a signed request. `staff`: a staff member, `member`: somebody acting for an
 * institution; both of one of `roles` if given.
 */
export type Access = 'public' | 'visitor' | 'resident' | 'operator' | 'staff' | 'member'

/** One text that names the principal in keys and logs of actions; never shown to anyone. */
export function principalKey(principal: Principal): string {
  switch (principal.kind) {
    case 'visitor':
      return `visitor:${principal.sessionId}`
    case 'resident':
      return `resident:${principal.accountId}`
    case 'operator':
      return `operator:${principal.operatorId}`
    case 'staff':
      return `staff:${principal.staffId}`
    case 'member':
      return `member:${principal.memberId}`
  }
}
