import type { AuditFault } from '#domain/audit'
import type { CityDay } from '#domain/calendar'
import { dueDayOf } from '#domain/statement'
import type { Transaction } from '#server/platform/index'
import { digestOfCsv } from '#server/statement/index'

import type { SqlCheck } from './sql-check'

/** Statements from redemptions, tills' logs and transfers; shares, dues and payments from statements. */
export const STATEMENT_CHECKS: readonly SqlCheck[] = [
  {
    table: 'statement_line',
    query: (sql) => sql`
      SELECT format('institution_id=%s, transfer_id=%s', coalesce(line.institution_id, fact.institution_id), transfer_id) AS key,
        'what it is of' AS what, fact.words AS expected, line.words AS found
      FROM (SELECT institution_id, transfer_id, recorded_at, concat_ws(' ', kind, voucher_id, shop_id, sponsor_id, channel, recorded_at,
          taken_at, fen, (recorded_at AT TIME ZONE 'Asia/Shanghai')::date) AS words
        FROM (SELECT DISTINCT institution_id FROM shop) AS merchant
        CROSS JOIN LATERAL statement_facts(merchant.institution_id, '-infinity', 'infinity')) AS fact
      FULL JOIN (SELECT institution_id, transfer_id, concat_ws(' ', kind, voucher_id, shop_id, sponsor_id, channel, recorded_at, taken_at,
          fen, city_day) AS words FROM statement_line) AS line USING (transfer_id)
      WHERE (fact.institution_id, fact.words) IS DISTINCT FROM (line.institution_id, line.words)
        AND (line.words IS NOT NULL OR EXISTS (SELECT FROM statement WHERE statement.institution_id = fact.institution_id
          AND city_day = (fact.recorded_at AT TIME ZONE 'Asia/Shanghai')::date))`,
  },
  {
    table: 'statement_line',
    query: (sql) => sql`
      SELECT format('institution_id=%s, city_day=%s, line_no=%s', institution_id, city_day, line_no) AS key, 'its transfer' AS what,
        CASE fen WHEN 0 THEN 'none' ELSE format('%s to what is owed at %s', fen, line.recorded_at) END AS expected,
        CASE WHEN moved.transfer_id IS NULL THEN 'none' ELSE format('%s from %s to %s at %s', amount, from_id, to_id, occurred_at) END AS found
      FROM statement_line AS line LEFT JOIN ledger_transfer AS moved USING (transfer_id)
      WHERE (nullif(fen, 0), CASE WHEN fen <> 0 THEN line.recorded_at END) IS DISTINCT FROM (
        CASE payable_kept(institution_id, sponsor_id, line.transfer_id) WHEN to_id THEN amount WHEN from_id THEN -amount END,
        occurred_at)`,
  },
  {
    table: 'statement',
    query: (sql) => sql`
      SELECT format('owner_id=%s, city_day=%s', owner_id, city_day) AS key, 'change of what one sponsor owes' AS what,
        coalesce(moved.fen, 0)::text AS expected, coalesce(stated.fen, 0)::text AS found
      FROM (SELECT payable_owner(institution_id, sponsor_id) AS owner_id, city_day, sum(fen) AS fen FROM statement_line
        GROUP BY institution_id, sponsor_id, city_day) AS stated
      -- What was posted before each sponsor had a book of its own stands in its merchant's, and counts as that sponsor's.
      FULL JOIN (SELECT coalesce(payable_owner(merchant.institution_id, sponsor_id), owner_id) AS owner_id,
          (occurred_at AT TIME ZONE 'Asia/Shanghai')::date AS city_day, sum(entry.amount) AS fen
        FROM ledger_account JOIN ledger_entry AS entry USING (ledger_account_id) JOIN ledger_transfer USING (transfer_id)
        LEFT JOIN institution AS merchant ON merchant.institution_id = owner_id
        LEFT JOIN voucher ON voucher_id = cause_id AND merchant.institution_id IS NOT NULL LEFT JOIN goods USING (goods_id)
        WHERE book = 'payable' AND ledger_transfer.kind NOT IN ('statement-paid', 'payable-told-apart')
        GROUP BY 1, 2) AS moved USING (owner_id, city_day)
      -- A day without a statement yet is no fault.
      WHERE coalesce(moved.fen, 0) <> coalesce(stated.fen, 0) AND (stated.owner_id IS NOT NULL OR EXISTS (
        SELECT FROM payable_pair JOIN statement ON institution_id = merchant_id
        WHERE payable_pair.owner_id = moved.owner_id AND statement.city_day = moved.city_day))`,
  },
  {
    table: 'statement',
    query: (sql) => sql`
      SELECT format('institution_id=%s, city_day=%s, version=%s', institution_id, city_day, version) AS key, 'figures' AS what,
        format('%s lines, %s fen, added %s lines, %s fen, after version %s', up_to.lines, up_to.fen, added.lines, added.fen, version - 1)
          AS expected,
        format('%s lines, %s fen, added %s lines, %s fen, after version %s', statement.lines, payable_fen, added_lines, added_fen,
          coalesce(before, 0)) AS found
      FROM statement
      CROSS JOIN LATERAL (SELECT count(*) AS lines, coalesce(sum(fen), 0) AS fen FROM statement_line AS line
        WHERE line.institution_id = statement.institution_id AND line.city_day = statement.city_day
          AND line.version <= statement.version) AS up_to
      CROSS JOIN LATERAL (SELECT count(*) AS lines, coalesce(sum(fen), 0) AS fen FROM statement_line AS line
        WHERE line.institution_id = statement.institution_id AND line.city_day = statement.city_day
          AND line.version = statement.version) AS added
      CROSS JOIN LATERAL (SELECT max(version) AS before FROM statement AS older WHERE older.institution_id = statement.institution_id
        AND older.city_day = statement.city_day AND older.version < statement.version) AS older
      WHERE (up_to.lines, up_to.fen, added.lines, added.fen, version - 1)
        IS DISTINCT FROM (statement.lines, payable_fen, added_lines, added_fen, coalesce(before, 0))`,
  },
  {
    table: 'statement',
    query: (sql) => sql`
      SELECT format('institution_id=%s', institution_id) AS key, 'days without a gap' AS what,
        (max(city_day) - min(city_day) + 1)::text AS expected, count(DISTINCT city_day)::text AS found
      FROM statement GROUP BY institution_id HAVING max(city_day) - min(city_day) + 1 <> count(DISTINCT city_day)`,
  },
  {
    // A day is stated for all merchants or for none, and on the day after; the chained log tells how far the city has lived.
    table: 'statement',
    query: (sql) => sql`
      SELECT format('institution_id=%s, city_day=%s', institution_id, city_day) AS key, 'the statement of a day' AS what,
        format('one of %s lines', count(*)) AS expected, 'none' AS found
      FROM (SELECT DISTINCT institution_id FROM shop) AS merchant
      CROSS JOIN LATERAL statement_facts(merchant.institution_id, '-infinity', 'infinity') AS fact
      CROSS JOIN LATERAL (SELECT (recorded_at AT TIME ZONE 'Asia/Shanghai')::date AS city_day) AS of_day
      WHERE city_day <= (SELECT greatest((SELECT max(city_day) FROM statement),
          (SELECT (max(occurred_at) AT TIME ZONE 'Asia/Shanghai')::date - 2 FROM audit_entry)))
        AND NOT EXISTS (SELECT FROM statement WHERE (statement.institution_id, statement.city_day) = (merchant.institution_id, of_day.city_day))
      GROUP BY institution_id, city_day`,
  },
  {
    table: 'statement_share',
    query: (sql) => sql`
      SELECT format('statement_id=%s, sponsor_id=%s', statement_id, sponsor_id) AS key, 'lines, fen and losses' AS what,
        format('%s, %s, %s', summed.lines, summed.fen, summed.loss_fen) AS expected,
        format('%s, %s, %s', share.lines, share.fen, share.loss_fen) AS found
      FROM (SELECT statement_id, sponsor_id, count(*) AS lines, sum(fen) AS fen,
          coalesce(sum(fen) FILTER (WHERE kind = 'loss'), 0) AS loss_fen
        FROM statement JOIN statement_line AS line ON line.institution_id = statement.institution_id
          AND line.city_day = statement.city_day AND line.version <= statement.version GROUP BY statement_id, sponsor_id) AS summed
      FULL JOIN statement_share AS share USING (statement_id, sponsor_id)
      WHERE (summed.lines, summed.fen, summed.loss_fen) IS DISTINCT FROM (share.lines, share.fen, share.loss_fen)`,
  },
  {
    table: 'statement_due',
    query: (sql) => sql`
      SELECT format('institution_id=%s, city_day=%s, sponsor_id=%s', institution_id, city_day, sponsor_id) AS key,
        'what is owed and paid' AS what,
        format('%s due %s: %s, %s, paid %s, %s', latest.statement_id, latest.due_on, latest.fen, latest.loss_fen, paid.fen, paid.loss_fen)
          AS expected,
        format('%s due %s: %s, %s, paid %s, %s', due.statement_id, due.due_on, due.fen, due.loss_fen, paid_fen, paid_loss_fen) AS found
      FROM (SELECT DISTINCT ON (institution_id, city_day, sponsor_id) institution_id, city_day, sponsor_id, statement_id, due_on, share.fen,
          share.loss_fen FROM statement JOIN statement_share AS share USING (statement_id)
        ORDER BY institution_id, city_day, sponsor_id, version DESC) AS latest
      FULL JOIN statement_due AS due USING (institution_id, city_day, sponsor_id)
      CROSS JOIN LATERAL (SELECT coalesce(sum(part.fen), 0) AS fen, coalesce(sum(part.loss_fen), 0) AS loss_fen
        FROM statement_payment_part AS part WHERE part.institution_id = due.institution_id AND part.city_day = due.city_day
          AND part.sponsor_id = due.sponsor_id) AS paid
      WHERE (latest.statement_id, latest.due_on, latest.fen, latest.loss_fen, paid.fen, paid.loss_fen)
        IS DISTINCT FROM (due.statement_id, due.due_on, due.fen, due.loss_fen, paid_fen, paid_loss_fen)`,
  },
  {
    table: 'statement_payment',
    query: (sql) => sql`
      WITH moved AS (
        SELECT payment_id AS transfer_id, payment_id, 'statement-paid' AS kind, fen AS amount,
          payable_kept(institution_id, sponsor_id, payment_id) AS from_id,
          ledger_account_key(scheme_owner(), 'outside-money', 'fen', NULL, NULL) AS to_id, paid_at AS occurred_at
        FROM statement_payment WHERE fen > 0
        UNION ALL
        SELECT derived_uuid(payment_id, 'loss'), payment_id, 'loss-made-good', loss_fen,
          ledger_account_key(scheme_owner(), 'outside-money', 'fen', NULL, NULL),
          ledger_account_key(sponsor_id, 'sponsor-risk', 'fen', NULL, NULL), paid_at
        FROM statement_payment WHERE loss_fen > 0
      )
      SELECT format('payment_id=%s', coalesce(payment_id, cause_id)) AS key, coalesce(moved.kind, kept.kind) AS what,
        format('%s from %s to %s at %s', moved.amount, moved.from_id, moved.to_id, moved.occurred_at) AS expected,
        format('%s from %s to %s at %s', kept.amount, kept.from_id, kept.to_id, kept.occurred_at) AS found
      FROM moved FULL JOIN (SELECT * FROM ledger_transfer WHERE kind IN ('statement-paid', 'loss-made-good')) AS kept
        ON kept.transfer_id = moved.transfer_id AND kept.kind = moved.kind AND kept.cause_id = payment_id
      WHERE (moved.amount, moved.from_id, moved.to_id, moved.occurred_at)
        IS DISTINCT FROM (kept.amount, kept.from_id, kept.to_id, kept.occurred_at)
      UNION ALL
      SELECT format('payment_id=%s', payment_id), 'its days', format('%s, %s', parts.fen, parts.loss_fen),
        format('%s, %s', payment.fen, payment.loss_fen)
      FROM statement_payment AS payment CROSS JOIN LATERAL (SELECT coalesce(sum(fen), 0) AS fen, coalesce(sum(loss_fen), 0) AS loss_fen
        FROM statement_payment_part AS part WHERE (part.payment_id, part.institution_id, part.sponsor_id)
          = (payment.payment_id, payment.institution_id, payment.sponsor_id)) AS parts
      WHERE (parts.fen, parts.loss_fen) <> (payment.fen, payment.loss_fen)`,
  },
]

interface StoredStatement {
  readonly statementId: string
  readonly institutionId: string
  readonly day: CityDay
  readonly version: number
  readonly merchantZh: string
  readonly payableFen: bigint
  readonly dueOn: CityDay
  readonly digest: Buffer
}

const STATEMENTS_A_ROUND = 500

/** A statement's file, written again, must have the digest that was given out, and its due day follow from the terms of payment. */
export async function* statementFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const stored = await sql<StoredStatement[]>`
      SELECT statement_id AS "statementId", institution_id AS "institutionId", city_day::text AS day, version,
        merchant_zh AS "merchantZh", payable_fen AS "payableFen", due_on::text AS "dueOn", digest
      FROM statement WHERE statement_id > ${after} ORDER BY statement_id LIMIT ${STATEMENTS_A_ROUND}`
    for (const statement of stored) {
      const key = `statement_id=${statement.statementId}`
      const digest = await digestOfCsv(sql, statement)
      if (!digest.equals(statement.digest))
        yield {
          ...{ table: 'statement', key, what: 'digest of its file' },
          ...{ expected: digest.toString('hex'), found: statement.digest.toString('hex') },
        }
      const dueOn = dueDayOf(statement.day)
      if (dueOn !== statement.dueOn)
        yield { table: 'statement', key, what: 'due day', expected: dueOn, found: statement.dueOn }
    }
    if (stored.length < STATEMENTS_A_ROUND) return
    after = stored.at(-1)?.statementId ?? after
  }
}
