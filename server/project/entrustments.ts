import {
  refuse,
  type Entrustment,
  type EntrustmentList,
  type EntrustmentRequest,
  type ReceivedEntrustmentList,
  type Refusal,
  type SiteKey,
} from '#contract'
import { siteKey } from '#domain/exclusion'
import { decodeId, encodeId } from '#domain/id'
import { whileOwning, type Owner } from '#server/institution/index'
import {
  appendAudit,
  newId,
  type Dependencies,
  type MemberPrincipal,
  type Queryable,
  type Transaction,
} from '#server/platform/index'

import { actorOf } from './owner'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

interface EntrustmentRow {
  entrustment_id: string
  name_zh: string
  name_en: string
  key_kind: SiteKey['kind']
  key_value: string
  granted_at: Date
  ended_at: Date | null
}

const selectEntrustment = (sql: Queryable) => sql`
  SELECT entrustment_id, name_zh, name_en, key_kind, key_value, granted_at, ended_at
  FROM project_entrustment AS given JOIN institution USING (institution_id)`

/** Condition on `given`: this owner's. */
const isGivenBy = (sql: Queryable, owner: Owner) =>
  owner.kind === 'resident'
    ? sql`given.account_id = ${owner.accountId}`
    : sql`given.owner_institution_id = ${owner.institutionId}`

const present = (row: EntrustmentRow): Entrustment => ({
  entrustmentId: encodeId('ent', row.entrustment_id),
  institution: { zh: row.name_zh, en: row.name_en },
  siteKey: { kind: row.key_kind, value: row.key_value },
  grantedAt: row.granted_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
})

/**
 * The owner of a site lets an institution apply for it. Said twice it is said once. Refuses project.institution-unknown, request.invalid
 * for what no project is known by, and what `whileOwning` does.
 */
export const entrustSite = async (
  parts: Parts,
  owner: Owner,
  asked: EntrustmentRequest & { requestId: string },
): Promise<Entrustment | Refusal> => {
  const { kind, value } = siteKey(asked.siteKey.kind, asked.siteKey.value)
  const isSite = (kind === 'gridAccount' || kind === 'landParcel') && value.length >= 4
  if (!isSite) return refuse('request.invalid', '/body/siteKey')
  const institutionId = decodeId('org', asked.institutionId) ?? null
  const isSelf = owner.kind === 'member' && owner.institutionId === institutionId
  return whileOwning(parts, owner, async (transaction) => {
    const [institution] = await transaction`
      SELECT FROM institution WHERE institution_id = ${institutionId} AND suspended_at IS NULL`
    if (institution === undefined || isSelf)
      return refuse('project.institution-unknown', '/body/institutionId')
    const [entrustmentId, now] = [newId(parts.clock), parts.clock.now()]
    const inserted = await transaction`
      INSERT INTO project_entrustment (entrustment_id, account_id, owner_institution_id, institution_id, key_kind, key_value, granted_at)
      VALUES (${entrustmentId}, ${owner.kind === 'resident' ? owner.accountId : null},
        ${owner.kind === 'member' ? owner.institutionId : null}, ${institutionId}, ${kind}, ${value}, ${now})
      ON CONFLICT DO NOTHING RETURNING 1`
    if (inserted.length > 0) await logEntrustment(transaction, owner, { ...asked, entrustmentId, now })
    const [row] = await transaction<EntrustmentRow[]>`
      ${selectEntrustment(transaction)} WHERE ${isGivenBy(transaction, owner)} AND institution_id = ${institutionId}
        AND key_kind = ${kind} AND key_value = ${value} AND ended_at IS NULL`
    if (row === undefined) throw new Error('an entrustment that was just given is gone')
    return present(row)
  })
}

const logEntrustment = (
  transaction: Transaction,
  owner: Owner,
  given: { entrustmentId: string; institutionId: string; now: Date; requestId: string },
): Promise<void> =>
  appendAudit(transaction, {
    occurredAt: given.now,
    actor: actorOf(owner),
    action: 'entrustment.given',
    subject: encodeId('ent', given.entrustmentId),
    detail: { institutionId: given.institutionId },
    requestId: given.requestId,
  })

const LISTED_MAX = 200

/** What this owner entrusted to whom, the newest first. */
export const listEntrustments = async ({ sql }: Parts, owner: Owner): Promise<EntrustmentList> => {
  const rows = await sql<EntrustmentRow[]>`
    ${selectEntrustment(sql)} WHERE ${isGivenBy(sql, owner)} ORDER BY granted_at DESC, entrustment_id LIMIT ${LISTED_MAX}`
  return { items: rows.map(present) }
}

/** What owners entrust to this institution now, the newest first: what has ended is no more its to read. */
export const listReceivedEntrustments = async (
  { sql }: Parts,
  { institutionId }: MemberPrincipal,
): Promise<ReceivedEntrustmentList> => {
  const rows = await sql<EntrustmentRow[]>`
    ${selectEntrustment(sql)} WHERE given.institution_id = ${institutionId} AND ended_at IS NULL
    ORDER BY granted_at DESC, entrustment_id LIMIT ${LISTED_MAX}`
  return {
    items: rows.map(present).map(({ entrustmentId, siteKey, grantedAt }) => ({
      ...{ entrustmentId, siteKey, grantedAt },
    })),
  }
}

/** Ends an entrustment, once; nothing more is applied for or issued by it. Refuses request.not-found. */
export const endEntrustment = async (
  parts: Parts,
  owner: Owner,
  asked: { entrustmentId: string; requestId: string },
): Promise<Entrustment | Refusal> =>
  whileOwning(parts, owner, async (transaction) => {
    const id = decodeId('ent', asked.entrustmentId) ?? null
    const now = parts.clock.now()
    const ended = await transaction`
      UPDATE project_entrustment AS given SET ended_at = greatest(granted_at, ${now}::timestamptz)
      WHERE entrustment_id = ${id} AND ${isGivenBy(transaction, owner)} AND ended_at IS NULL RETURNING 1`
    const [row] = await transaction<EntrustmentRow[]>`
      ${selectEntrustment(transaction)} WHERE entrustment_id = ${id} AND ${isGivenBy(transaction, owner)}`
    if (row === undefined) return refuse('request.not-found')
    if (ended.length > 0)
      await appendAudit(transaction, {
        occurredAt: now,
        actor: actorOf(owner),
        action: 'entrustment.ended',
        subject: asked.entrustmentId,
        detail: {},
        requestId: asked.requestId,
      })
    return present(row)
  })
