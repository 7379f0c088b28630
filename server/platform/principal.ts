import type { MemberRole, StaffRole } from '#contract'

/** Who is asking, as established by the access hook. Ids are the database's own (uuids for accounts and sessions). */
export type Principal =
  | VisitorPrincipal
  | ResidentPrincipal
  | OperatorPrincipal
  | PartnerPrincipal
  | StaffPrincipal
  | MemberPrincipal
  | ExpertPrincipal

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

/** An institution's own server – a chain's tills, a platform with a shop of its own – by the key that signed the request. */
export interface PartnerPrincipal {
  kind: 'partner'
  /** uuid; `encodeId('org', …)` is its wire form. */
  institutionId: string
  keyId: string
  readonly signed: SignedText
}

/** What an operator or a partner signed, and its signature: proof to anybody who holds the public half of the key. */
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

/** One of the expert pool, signed in with her own key. */
export interface ExpertPrincipal {
  kind: 'expert'
  sessionId: string
  expertId: string
}

/**
 * Who may call a route. `public`: anybody. `visitor`: anybody signed in through a host, with or without an account.
 * `resident`: an open account. `operator`, `partner`: a request signed by a carrier company or an institution. `staff`: a staff
 * member, `member`: somebody acting for an institution; both of one of `roles` if given. `expert`: one of the expert pool.
 */
export type Access =
  'public' | 'visitor' | 'resident' | 'operator' | 'partner' | 'staff' | 'member' | 'expert'

/** One text that names the principal in keys and logs of actions; never shown to anyone. */
export function principalKey(principal: Principal): string {
  switch (principal.kind) {
    case 'visitor':
      return `visitor:${principal.sessionId}`
    case 'resident':
      return `resident:${principal.accountId}`
    case 'operator':
      return `operator:${principal.operatorId}`
    case 'partner':
      return `institution:${principal.institutionId}`
    case 'staff':
      return `staff:${principal.staffId}`
    case 'member':
      return `member:${principal.memberId}`
    case 'expert':
      return `expert:${principal.expertId}`
  }
}
