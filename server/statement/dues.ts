import type { StatementDue, StatementDueList } from '#contract'
import { parseCalendarDay } from '#domain/calendar'
import { decodeId, encodeId } from '#domain/id'
import { stateOf, type Saying } from '#domain/statement'
import type { Dependencies, MemberPrincipal, Queryable } from '#server/platform/index'

interface DueRow {
  statement_id: string
  institution_id: string
  merchant_zh: string
  merchant_en: string
  city_day: string
  due_on: string
  last_act: Saying | null
  fen: bigint
  paid_fen: bigint
  loss_fen: bigint
  to_pay_fen: bigint
  is_paid: boolean
}

/** Where a page ends: the due day, merchant and day of its last. */
const PLACE = /^(\d{4}-\d{2}-\d{2})\.(org_[0-9a-z]{26})\.(\d{4}-\d{2}-\d{2})$/

const selectDue = (sql: Queryable) => sql`
  SELECT due.statement_id, due.institution_id, merchant.name_zh AS merchant_zh, merchant.name_en AS merchant_en, due.city_day::text,
    due.due_on::text, due.fen, paid_fen, due.loss_fen, (due.fen, due.loss_fen) = (paid_fen, paid_loss_fen) AS is_paid,
    greatest(0, due.fen - paid_fen + (SELECT coalesce(sum(below.fen - below.paid_fen), 0) FROM statement_due AS below
      WHERE below.sponsor_id = due.sponsor_id AND below.institution_id = due.institution_id AND below.fen < below.paid_fen
        AND (below.fen <> below.paid_fen OR below.loss_fen <> below.paid_loss_fen)))::bigint AS to_pay_fen,
    (SELECT act FROM statement_act WHERE statement_act.statement_id = due.statement_id ORDER BY act_no DESC LIMIT 1) AS last_act
  FROM statement_due AS due JOIN institution AS merchant USING (institution_id)`

/** What a sponsor still owes, what is due first before the rest; undefined where `after` is no place. */
export const listDues = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { institutionId }: MemberPrincipal,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<StatementDueList | undefined> => {
  const [, dueOnText = '', org = '', dayText = ''] = PLACE.exec(after ?? '') ?? []
  const dueOn = parseCalendarDay(dueOnText) ?? null
  const day = parseCalendarDay(dayText) ?? null
  if (after !== undefined && (dueOn === null || day === null)) return undefined
  const isOpen = sql`sponsor_id = ${institutionId} AND (fen <> paid_fen OR loss_fen <> paid_loss_fen)`
  const rows = await sql<DueRow[]>`
    ${selectDue(sql)} WHERE ${isOpen} AND (${dueOn}::date IS NULL
      OR (due.due_on, due.institution_id, due.city_day) > (${dueOn}::date, ${decodeId('org', org) ?? null}::uuid, ${day}::date))
    ORDER BY due.due_on, due.institution_id, due.city_day LIMIT ${limit}`
  const [open] = await sql<{ fen: bigint }[]>`
    SELECT coalesce(sum(fen - paid_fen), 0)::bigint AS fen FROM statement_due WHERE ${isOpen}`
  const last = rows.at(-1)
  return {
    items: rows.map(presentDue),
    openFen: Number(open?.fen ?? 0n),
    next:
      last === undefined || rows.length < limit
        ? null
        : `${last.due_on}.${encodeId('org', last.institution_id)}.${last.city_day}`,
  }
}

/** What a sponsor owes by the statement of an id, of whatever version; undefined where it owes nothing of it. */
export const findDue = async (
  sql: Queryable,
  { institutionId }: MemberPrincipal,
  statementId: string,
): Promise<StatementDue | undefined> => {
  const [row] = await sql<DueRow[]>`
    ${selectDue(sql)} JOIN statement AS asked ON asked.institution_id = due.institution_id AND asked.city_day = due.city_day
    WHERE asked.statement_id = ${decodeId('stm', statementId) ?? null} AND sponsor_id = ${institutionId}`
  return row && presentDue(row)
}

const presentDue = (row: DueRow): StatementDue => ({
  statementId: encodeId('stm', row.statement_id),
  merchantId: encodeId('org', row.institution_id),
  merchant: { zh: row.merchant_zh, en: row.merchant_en },
  day: row.city_day,
  dueOn: row.due_on,
  state: stateOf({ last: row.last_act ?? undefined, isLatest: true }),
  fen: Number(row.fen),
  paidFen: Number(row.paid_fen),
  lossFen: Number(row.loss_fen),
  toPayFen: Number(row.to_pay_fen),
  isPaid: row.is_paid,
})
