import { randomUUID } from 'node:crypto'

import { isRefusal, refuse, type MemberRole, type Refusal, type StaffRole } from '#contract'

import {
  ACCESS_TOKEN_TTL_SECONDS,
  type AccessToken,
  type AccessTokens,
  type TokenPrincipal,
} from './access-token'
import { askTogether } from './ask-together'
import { type Clock } from './clock'
import { type CryptoModule } from './crypto'
import { inTransaction, type Queryable, type Sql, type Transaction } from './database'
import { endLeftOver } from './left-over-sessions'
import { exchangeToken, newRefreshToken, sessionOfToken } from './refresh-tokens'

/** What a client gets when it signs in or refreshes. */
export interface IssuedSession extends AccessToken {
  /** Opaque, used once; empty for staff and experts, who sign a new challenge instead, and members, whose own session begins another. */
  refreshToken: string
  sessionId: string
  principal: TokenPrincipal
}

/** Whom a session is for. `subject` is what the host attested (JSON text), sealed and given back by `subjectOf`; `personIndex` is her blind index. */
export type SessionSubject =
  | { kind: 'visitor'; hostId: string; subject?: string; personIndex?: Buffer | null }
  | { kind: 'resident'; hostId: string; accountId: string; subject?: string; personIndex?: Buffer | null }
  | { kind: 'staff'; staffId: string; role: StaffRole; district: string | null }
  | { kind: 'member'; hostId: string; memberId: string; institutionId: string; role: MemberRole }
  | { kind: 'expert'; expertId: string }

export interface Sessions {
  /**
   * Begins a session; within the caller's transaction if one is given, so that it begins with what it rests on or not at all. A
   * person has ten at a time: of more, those not used for longest end.
   */
  start(subject: SessionSubject, within?: Transaction): Promise<IssuedSession>
  /**
   * Exchanges a refresh token for a new pair. Refuses `session.refresh-refused`; a token used before ends its session, unless
   * its answer was lost a moment ago or others were asked for beside it: see `exchangeToken`.
   */
  refresh(refreshToken: string): Promise<IssuedSession | Refusal>
  /**
   * Turns a visitor's session into a resident's, within the transaction that opens the account. Her present token works
   * as a resident's from the next request on; false when the session has ended.
   */
  openAccount(sql: Queryable, sessionId: string, accountId: string): Promise<boolean>
  /** The principal as its session stands now (a visitor may have become a resident); undefined when it has ended. */
  current(principal: TokenPrincipal): Promise<TokenPrincipal | undefined>
  /** The text given as `subject` at the start; undefined when there was none or the session has ended. */
  subjectOf(sessionId: string): Promise<string | undefined>
  /** Ends one session; its refresh tokens are worthless from now on. */
  end(sessionId: string, reason: string): Promise<void>
  /**
   * Ends every session of an account, a staff member, an expert or members of an institution, within the caller's transaction; with the
   * account's person, also those begun through other hosts that have not joined the account.
   */
  endAll(
    sql: Queryable,
    of:
      | { accountId: string; personIndex?: Buffer }
      | { staffId: string }
      | { memberIds: readonly string[] }
      | { expertId: string },
    reason: string,
  ): Promise<void>
}

const RESIDENT_SESSION_SECONDS = 30 * 86_400
const SESSION_SECONDS = {
  visitor: RESIDENT_SESSION_SECONDS,
  resident: RESIDENT_SESSION_SECONDS,
  staff: 12 * 3600,
  member: ACCESS_TOKEN_TTL_SECONDS,
  expert: 12 * 3600,
} as const
/** Every request asks its session: those that come together ask together. */
const SESSIONS_ASKED_MAX = 256
const READ_COMMITTED = { isolation: 'read committed', attemptsMax: 3 } as const

interface SessionRow {
  session_id: string
  kind: 'visitor' | 'resident' | 'staff'
  host_id: string | null
  account_id: string | null
  expires_at: Date
  revoked_at: Date | null
}

interface Parts {
  sql: Sql
  clock: Clock
  crypto: CryptoModule
  tokens: AccessTokens
}

export function createSessions(parts: Parts): Sessions {
  const { sql, clock } = parts
  const standingOf = askTogether({
    groupMax: SESSIONS_ASKED_MAX,
    groupsMax: 1,
    answer: (sessionIds: readonly string[]) => standingsOf(parts, sessionIds),
  })
  return {
    start: (subject, within) => start(parts, subject, within),
    refresh: (refreshToken) => refresh(parts, refreshToken),
    async openAccount(queryable, sessionId, accountId) {
      const rows = await queryable`
        UPDATE session SET kind = 'resident', account_id = ${accountId}
        WHERE session_id = ${sessionId} AND kind IN ('visitor', 'resident') AND revoked_at IS NULL
          AND expires_at > ${clock.now()}
        RETURNING 1`
      return rows.length > 0
    },
    async current(principal) {
      const standing = await standingOf(principal.sessionId)
      if (standing === undefined) return undefined
      if (principal.kind !== 'visitor' || standing.accountId === null) return principal
      return { ...principal, kind: 'resident', accountId: standing.accountId }
    },
    async subjectOf(sessionId) {
      const [row] = await sql<{ subject_sealed: Buffer | null }[]>`
        SELECT subject_sealed FROM session
        WHERE session_id = ${sessionId} AND revoked_at IS NULL AND expires_at > ${clock.now()}`
      if (row?.subject_sealed == null) return undefined
      return parts.crypto.open('session', row.subject_sealed, sessionId).toString('utf8')
    },
    async end(sessionId, reason) {
      await sql`
        UPDATE session SET revoked_at = ${clock.now()}, revoked_reason = ${reason}, subject_sealed = NULL,
          person_index = NULL
        WHERE session_id = ${sessionId} AND revoked_at IS NULL`
    },
    async endAll(queryable, of, reason) {
      const whose =
        'accountId' in of
          ? queryable`(account_id = ${of.accountId} OR person_index = ${of.personIndex ?? null})`
          : 'staffId' in of
            ? queryable`staff_id = ${of.staffId}`
            : 'expertId' in of
              ? queryable`expert_id = ${of.expertId}`
              : queryable`member_id = ANY (${[...of.memberIds]}::text[]::uuid[])`
      await queryable`
        UPDATE session SET revoked_at = ${clock.now()}, revoked_reason = ${reason}, subject_sealed = NULL,
          person_index = NULL
        WHERE ${whose} AND revoked_at IS NULL`
    },
  }
}

interface Standing {
  readonly accountId: string | null
}

/** How sessions stand now, in the order asked; undefined for one that has ended. */
async function standingsOf(
  { sql, clock }: Parts,
  sessionIds: readonly string[],
): Promise<(Standing | undefined)[]> {
  const rows = await sql<{ session_id: string; account_id: string | null }[]>`
    SELECT session_id, account_id FROM session
    WHERE session_id = ANY (${[...sessionIds]}::text[]::uuid[]) AND revoked_at IS NULL AND expires_at > ${clock.now()}`
  const standings = new Map(rows.map((row) => [row.session_id, { accountId: row.account_id }]))
  return sessionIds.map((sessionId) => standings.get(sessionId))
}

async function start(
  { sql, clock, crypto, tokens }: Parts,
  subject: SessionSubject,
  within?: Transaction,
): Promise<IssuedSession> {
  const sessionId = randomUUID()
  const now = clock.now()
  const attested = 'subject' in subject ? subject.subject : undefined
  const row = {
    session_id: sessionId,
    kind: subject.kind,
    started_at: now,
    expires_at: new Date(now.getTime() + SESSION_SECONDS[subject.kind] * 1000),
    host_id: 'hostId' in subject ? subject.hostId : null,
    account_id: 'accountId' in subject ? subject.accountId : null,
    staff_id: 'staffId' in subject ? subject.staffId : null,
    member_id: 'memberId' in subject ? subject.memberId : null,
    expert_id: 'expertId' in subject ? subject.expertId : null,
    person_index: 'personIndex' in subject ? (subject.personIndex ?? null) : null,
    subject_sealed: attested === undefined ? null : crypto.seal('session', attested, sessionId),
  }
  const insert = async (transaction: Transaction): Promise<string> => {
    await transaction`INSERT INTO session ${transaction(row)}`
    if (subject.kind !== 'visitor' && subject.kind !== 'resident') return ''
    const token = await newRefreshToken(transaction, sessionId, now)
    await endLeftOver(transaction, row, now)
    return token
  }
  const refreshToken = await (within === undefined ? sql.begin(insert) : insert(within))
  const principal = principalOf(sessionId, subject)
  return { ...(await tokens.issue(principal)), refreshToken, sessionId, principal }
}

function principalOf(sessionId: string, subject: SessionSubject): TokenPrincipal {
  switch (subject.kind) {
    case 'visitor':
      return { kind: 'visitor', sessionId, hostId: subject.hostId }
    case 'resident':
      return { kind: 'resident', sessionId, hostId: subject.hostId, accountId: subject.accountId }
    case 'staff':
      return {
        kind: 'staff',
        sessionId,
        staffId: subject.staffId,
        role: subject.role,
        district: subject.district,
      }
    case 'member': {
      const { kind, hostId, memberId, institutionId, role } = subject
      return { kind, sessionId, hostId, memberId, institutionId, role }
    }
    case 'expert':
      return { kind: 'expert', sessionId, expertId: subject.expertId }
  }
}

async function refresh(
  { sql, clock, tokens }: Parts,
  refreshToken: string,
): Promise<IssuedSession | Refusal> {
  const now = clock.now()
  const outcome = await inTransaction(sql, READ_COMMITTED, async (transaction) => {
    const sessionId = await sessionOfToken(transaction, refreshToken)
    // The session's row is the lock: whatever happens to its tokens happens one after the other.
    const [row] = await transaction<SessionRow[]>`
      SELECT session_id, kind, host_id, account_id, expires_at, revoked_at FROM session
      WHERE session_id = ${sessionId ?? null} FOR UPDATE`
    if (row === undefined || row.revoked_at !== null || row.expires_at <= now)
      return refuse('session.refresh-refused')
    const exchanged = await exchangeToken(transaction, refreshToken, now)
    if (exchanged === 'overtaken') return refuse('session.refresh-refused')
    if (exchanged !== 'stolen') return { row, next: exchanged.next }
    await transaction`
      UPDATE session SET revoked_at = ${now}, revoked_reason = 'refresh token used twice', subject_sealed = NULL,
        person_index = NULL
      WHERE session_id = ${row.session_id}`
    return refuse('session.refresh-refused')
  })
  if (isRefusal(outcome)) return outcome
  return issueFor(tokens, outcome.row, outcome.next)
}

/** Staff and members hold no refresh token, so a session that is refreshed is a visitor's or a resident's. */
async function issueFor(tokens: AccessTokens, row: SessionRow, refreshToken: string): Promise<IssuedSession> {
  const [sessionId, hostId] = [row.session_id, row.host_id ?? '']
  const principal: TokenPrincipal =
    row.account_id === null
      ? { kind: 'visitor', sessionId, hostId }
      : { kind: 'resident', sessionId, hostId, accountId: row.account_id }
  return { ...(await tokens.issue(principal)), refreshToken, sessionId, principal }
}
