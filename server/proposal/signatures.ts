import { refuse, type Refusal, type StaffProposal } from '#contract'
import type { CityDay } from '#domain/calendar'
import {
  appendAudit,
  principalKey,
  type Queryable,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

/** Offices whose people put their names to a version; the two of them must agree. */
export const SIGNING_ROLES = ['centre', 'bureau'] as const

export type VersionSignature = StaffProposal['signatures'][number]

/** Who has signed for a version, the last of each office for each act. */
export const readSignatures = async (
  sql: Queryable,
  { code, version }: { code: string | null; version: number | null },
): Promise<VersionSignature[]> => {
  const rows = await sql<
    (Omit<VersionSignature, 'staffId' | 'signedAt'> & { staff_id: string; signed_at: Date })[]
  >`
    SELECT act, role, staff_id, name, day, signed_at FROM (
      SELECT DISTINCT ON (act, signed.role) act, signed.role, staff_id, name, day::text, signed_at
      FROM methodology_signature AS signed JOIN staff USING (staff_id)
      WHERE code = ${code} AND version = ${version} ORDER BY act, signed.role, signature_no DESC) AS latest
    ORDER BY signed_at`
  return rows.map(({ staff_id: staffId, signed_at: signedAt, ...rest }) => ({
    ...rest,
    staffId,
    signedAt: signedAt.toISOString(),
  }))
}

interface Signing {
  readonly code: string
  readonly version: number
  readonly act: VersionSignature['act']
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
  const { code, version, act, digest, day, now } = signing
  const latest = await transaction<{ role: string; staff_id: string }[]>`
    SELECT role, staff_id FROM (
      SELECT DISTINCT ON (role) role, staff_id, record_digest, day FROM methodology_signature
      WHERE code = ${code} AND version = ${version} AND act = ${act} ORDER BY role, signature_no DESC) AS latest
    WHERE record_digest = ${digest} AND day = ${day}`
  const own = latest.find(({ role }) => role === staff.role)
  const others = latest.filter(({ role }) => role !== staff.role)
  if (others.some(({ staff_id: staffId }) => staffId === staff.staffId))
    return refuse('methodology.second-person-needed')
  if (own !== undefined) return refuse('methodology.second-role-needed')
  await transaction`
    INSERT INTO methodology_signature (code, version, act, role, staff_id, record_digest, day, signed_at)
    VALUES (${code}, ${version}, ${act}, ${staff.role}, ${staff.staffId}, ${digest}, ${day}, ${now})`
  await appendAudit(transaction, {
    occurredAt: now,
    actor: principalKey(staff),
    action: 'methodology.signed',
    subject: `${code}/${version}`,
    detail: { act, role: staff.role, day, recordDigest: digest.toString('hex') },
    requestId: signing.requestId,
  })
  return others.length > 0 ? 'both' : 'one'
}
