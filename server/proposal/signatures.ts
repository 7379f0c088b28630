import { refuse, type Refusal, type StaffProposal } from '#contract'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import {
  appendAudit,
  principalKey,
  type Queryable,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import type { ProposalRow } from './proposal-row'

/** Offices whose people put their names to a version; the two of them must agree. */
export const SIGNING_ROLES = ['centre', 'bureau'] as const

export type VersionSignature = StaffProposal['signatures'][number]

/** What names are put under: a round of a proposal, which they publish, or a version, which they end. */
export type Signable =
  | { readonly act: 'publish'; readonly proposalId: string; readonly round: number }
  | { readonly act: 'retire'; readonly code: string; readonly version: number }

/** The names a proposal's present round is published by. */
export const publicationOf = (row: Pick<ProposalRow, 'proposal_id' | 'round'>) =>
  ({ act: 'publish', proposalId: row.proposal_id, round: row.round }) as const satisfies Signable

/**
 * Rows of `methodology_signature`, the last of each office under `signable`. A name to publish ends with its round, by a return as by a
 * closure: whoever hands the same record in again is signed anew.
 */
export const latestNames = (sql: Queryable, signable: Signable) => sql`
  SELECT DISTINCT ON (role) * FROM methodology_signature
  WHERE act = ${signable.act} AND ${
    signable.act === 'publish'
      ? sql`proposal_id = ${signable.proposalId} AND round = ${signable.round}`
      : sql`code = ${signable.code} AND version = ${signable.version}`
  } ORDER BY role, signature_no DESC`

/** Who has signed, the last of each office. */
export const readSignatures = async (sql: Queryable, signable: Signable): Promise<VersionSignature[]> => {
  const rows = await sql<
    (Omit<VersionSignature, 'staffId' | 'signedAt'> & { staff_id: string; signed_at: Date })[]
  >`
    SELECT act, signed.role, staff_id, name, day::text, signed_at
    FROM (${latestNames(sql, signable)}) AS signed JOIN staff USING (staff_id) ORDER BY signature_no`
  return rows.map(({ staff_id: staffId, signed_at: signedAt, ...rest }) => ({
    ...rest,
    staffId,
    signedAt: signedAt.toISOString(),
  }))
}

interface Signing {
  readonly signable: Signable
  readonly code: string
  readonly version: number
  readonly digest: Buffer
  readonly day: CityDay
}

/**
 * Puts a person's name under one text and one day, and says whether the other office has signed the very same. The caller holds what
 * is signed for. Refuses methodology.second-person-needed to whoever signed it for the other office, methodology.second-role-needed
 * when her own office has signed it.
 */
export const sign = async (
  transaction: Transaction,
  staff: StaffPrincipal,
  signing: Signing & { now: Date; requestId: string },
): Promise<'both' | 'one' | Refusal> => {
  const { signable, code, version, digest, day, now } = signing
  const latest = await transaction<{ role: string; staff_id: string }[]>`
    SELECT role, staff_id FROM (${latestNames(transaction, signable)}) AS latest
    WHERE record_digest = ${digest} AND day = ${day}`
  const own = latest.find(({ role }) => role === staff.role)
  const others = latest.filter(({ role }) => role !== staff.role)
  if (others.some(({ staff_id: staffId }) => staffId === staff.staffId))
    return refuse('methodology.second-person-needed')
  if (own !== undefined) return refuse('methodology.second-role-needed')
  const of = signable.act === 'publish' ? signable : null
  await transaction`
    INSERT INTO methodology_signature (code, version, act, role, staff_id, record_digest, day, signed_at, proposal_id, round)
    VALUES (${code}, ${version}, ${signable.act}, ${staff.role}, ${staff.staffId}, ${digest}, ${day}, ${now},
      ${of?.proposalId ?? null}, ${of?.round ?? null})`
  await appendAudit(transaction, {
    occurredAt: now,
    actor: principalKey(staff),
    action: 'methodology.signed',
    subject: `${code}/${version}`,
    detail: {
      ...{ act: signable.act, role: staff.role, day, recordDigest: digest.toString('hex') },
      ...(of === null ? {} : { proposalId: encodeId('mpr', of.proposalId), round: of.round }),
    },
    requestId: signing.requestId,
  })
  return others.length > 0 ? 'both' : 'one'
}
