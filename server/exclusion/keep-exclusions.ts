import {
  refuse,
  type Exclusion,
  type ExclusionEnding,
  type ExclusionList,
  type ExclusionLog,
  type ExclusionRequest,
  type Refusal,
} from '#contract'
import { parseCityDay } from '#domain/calendar'
import { siteKey, siteValue } from '#domain/exclusion'
import { decodeId, encodeId } from '#domain/id'
import {
  appendAudit,
  brokenConstraint,
  inTransaction,
  newId,
  principalKey,
  type Dependencies,
  type Queryable,
  type StaffPrincipal,
} from '#server/platform/index'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const LISTED_MAX = 500

interface ExclusionRow {
  entry_id: string
  scheme: Exclusion['scheme']
  scheme_name: string
  key_kind: Exclusion['siteKey']['kind']
  key_value: string
  valid_from: string
  valid_to: string | null
  source: string
  entered_by: string
  entered_by_name: string
  entered_at: Date
  ended_by: string | null
  ended_by_name: string | null
  ended_at: Date | null
  end_reasons: string | null
}

const selectExclusion = (sql: Queryable) => sql`
  SELECT entry_id, scheme, scheme_name, key_kind, key_value, valid_from::text, valid_to::text, source, entered_by, entered_at,
    ended_by, ended_at, end_reasons, ${namesIn(sql)}
  FROM exclusion_entry`

/** By what names those who keep the list are read. */
const namesIn = (sql: Queryable) => sql`
  (SELECT name FROM staff WHERE staff_id = entered_by) AS entered_by_name, (SELECT name FROM staff WHERE staff_id = ended_by) AS ended_by_name`

const present = (row: ExclusionRow): Exclusion => {
  const { ended_by: by, ended_by_name: byName, ended_at: at, end_reasons: reasons } = row
  return {
    entryId: encodeId('exc', row.entry_id),
    scheme: row.scheme,
    schemeName: row.scheme_name,
    siteKey: { kind: row.key_kind, value: row.key_value },
    from: row.valid_from,
    to: row.valid_to,
    source: row.source,
    enteredBy: row.entered_by,
    enteredByName: row.entered_by_name,
    enteredAt: row.entered_at.toISOString(),
    ended:
      by === null || byName === null || at === null || reasons === null
        ? null
        : { by, byName, at: at.toISOString(), reasons },
  }
}

/** The list, the newest entry first, at most 500; of one site if its value is given. */
export const listExclusions = async ({ sql }: Parts, value: string | undefined): Promise<ExclusionList> => {
  const sought = value === undefined ? null : siteValue(value)
  const rows = await sql<ExclusionRow[]>`
    ${selectExclusion(sql)} WHERE ${sought}::text IS NULL OR key_value = ${sought}
    ORDER BY entered_at DESC, entry_id LIMIT ${LISTED_MAX}`
  return { items: rows.map(present) }
}

/**
 * Enters a site; the list holds it once for a scheme and day, so what is sent twice is refused the second time. Refuses request.invalid,
 * exclusion.days-invalid, exclusion.overlaps.
 */
export const enterExclusion = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  asked: ExclusionRequest & { requestId: string },
): Promise<Exclusion | Refusal> => {
  const days = readDays(asked)
  if (days === undefined) return refuse('request.invalid', '/body/from')
  if (days.to !== null && days.to <= days.from) return refuse('exclusion.days-invalid', '/body/to')
  const key = siteKey(asked.siteKey.kind, asked.siteKey.value)
  if (key.value === '') return refuse('request.invalid', '/body/siteKey/value')
  const [entryId, now] = [newId(clock), clock.now()]
  return inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const [row] = await transaction<ExclusionRow[]>`
      INSERT INTO exclusion_entry (entry_id, scheme, scheme_name, key_kind, key_value, valid_from, valid_to, source, entered_by, entered_at)
      VALUES (${entryId}, ${asked.scheme}, ${asked.schemeName}, ${key.kind}, ${key.value}, ${days.from}, ${days.to}, ${asked.source},
        ${staff.staffId}, ${now})
      RETURNING *, valid_from::text, valid_to::text, ${namesIn(transaction)}`
    if (row === undefined) throw new Error('an insert returned no row')
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: 'exclusion.entered',
      subject: encodeId('exc', entryId),
      detail: {
        scheme: asked.scheme,
        schemeName: asked.schemeName,
        key: `${key.kind} ${key.value}`,
        ...days,
      },
      requestId: asked.requestId,
    })
    return present(row)
  }).catch((error: unknown) => {
    if (brokenConstraint(error) === 'exclusion_entry_once') return refuse('exclusion.overlaps')
    throw error
  })
}

const readDays = ({ from, to }: Pick<ExclusionRequest, 'from' | 'to'>) => {
  const [first, end] = [parseCityDay(from), to === null ? null : parseCityDay(to)]
  return first === undefined || end === undefined ? undefined : { from: first, to: end }
}

/** Ends an entry with a day, once and with a reason. Refuses request.not-found, request.invalid, exclusion.already-ended, exclusion.days-invalid. */
export const endExclusion = async (
  { sql, clock }: Parts,
  staff: StaffPrincipal,
  asked: ExclusionEnding & { entryId: string; requestId: string },
): Promise<Exclusion | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const day = parseCityDay(asked.to)
    if (day === undefined) return refuse('request.invalid', '/body/to')
    const entryId = decodeId('exc', asked.entryId) ?? null
    const [row] = await transaction<ExclusionRow[]>`
      ${selectExclusion(transaction)} WHERE entry_id = ${entryId} FOR UPDATE`
    if (row === undefined) return refuse('request.not-found')
    if (row.ended_at !== null) return refuse('exclusion.already-ended')
    const isWithin = row.valid_from < day && (row.valid_to === null || day <= row.valid_to)
    if (!isWithin) return refuse('exclusion.days-invalid', '/body/to')
    const now = clock.now()
    const [ended] = await transaction<ExclusionRow[]>`
      UPDATE exclusion_entry SET valid_to = ${day}, ended_by = ${staff.staffId}, ended_at = ${now}, end_reasons = ${asked.reasons}
      WHERE entry_id = ${row.entry_id} RETURNING *, valid_from::text, valid_to::text, ${namesIn(transaction)}`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: 'exclusion.ended',
      subject: asked.entryId,
      detail: { to: day, reasons: asked.reasons },
      requestId: asked.requestId,
    })
    if (ended === undefined) throw new Error('an update of a locked row met none')
    return present(ended)
  })

/** Who changed the list and how, from the chained log, the newest first, at most 500. */
export const readExclusionLog = async ({ sql }: Parts): Promise<ExclusionLog> => {
  const rows = await sql<
    { occurred_at: Date; actor: string; action: string; subject: string; detail: Record<string, unknown> }[]
  >`
    SELECT occurred_at, actor, action, subject, detail FROM audit_entry
    WHERE action IN ('exclusion.entered', 'exclusion.ended') ORDER BY sequence DESC LIMIT ${LISTED_MAX}`
  return {
    items: rows.map(({ occurred_at: at, actor, action, subject: entryId, detail }) => ({
      at: at.toISOString(),
      actor,
      action,
      entryId,
      detail,
    })),
  }
}
