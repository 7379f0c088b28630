import { addDays, cityDayOf, endOfCityDay, startOfCityDay, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { dueDayOf, lastDayToState, LATE_DAYS } from '#domain/statement'
import {
  appendAudit,
  eachApart,
  inTransaction,
  newId,
  type Dependencies,
  type Transaction,
} from '#server/platform/index'

import { digestOfCsv } from './csv-file'

/**
 * Makes the statements that are due: of every merchant, of every city day from the one it was registered on, those of nothing too; and
 * the next version where something came in late. Harmless when run again; days missed while nothing ran are made then. One that cannot
 * be made stands in no other merchant's way.
 */
export const makeStatements = async (deps: Dependencies): Promise<void> => {
  const lastDay = lastDayToState(deps.clock.now())
  const merchants = await deps.sql<{ institution_id: string; registered_at: Date; stated: CityDay | null }[]>`
    SELECT institution_id, registered_at, latest.city_day::text AS stated
    FROM institution LEFT JOIN LATERAL (SELECT city_day FROM statement WHERE statement.institution_id = institution.institution_id
      ORDER BY city_day DESC LIMIT 1) AS latest ON true
    WHERE (is_merchant OR EXISTS (SELECT FROM shop WHERE shop.institution_id = institution.institution_id))
      AND coalesce(latest.city_day, '-infinity') < ${lastDay}::date
    ORDER BY institution_id`
  await eachApart(
    merchants,
    async ({ institution_id: institutionId, registered_at: registeredAt, stated }) => {
      const first = stated === null ? cityDayOf(registeredAt) : addDays(stated, 1)
      for (let day = first; day <= lastDay; day = addDays(day, 1))
        await makeStatement(deps, { institutionId, day })
    },
  )
  await eachApart(await daysWithMore(deps, lastDay), (of) => makeStatement(deps, of))
}

interface StatementOf {
  readonly institutionId: string
  readonly day: CityDay
}

/** Days that have a statement, and something besides that is in none. */
const daysWithMore = async ({ sql }: Pick<Dependencies, 'sql'>, lastDay: CityDay): Promise<StatementOf[]> => {
  const [since, before] = [startOfCityDay(addDays(lastDay, 1 - LATE_DAYS)), endOfCityDay(lastDay)]
  return sql<StatementOf[]>`
    SELECT DISTINCT merchant.institution_id AS "institutionId", (recorded_at AT TIME ZONE 'Asia/Shanghai')::date::text AS day
    FROM (SELECT DISTINCT institution_id FROM shop) AS merchant
    CROSS JOIN LATERAL statement_facts(merchant.institution_id, ${since}, ${before}) AS fact
    WHERE NOT EXISTS (SELECT FROM statement_line WHERE statement_line.transfer_id = fact.transfer_id)
    ORDER BY 1, 2`
}

interface Version {
  readonly version: number
  readonly lines: number
  readonly payable_fen: bigint
}

/** Makes the first version of a day, or the next where the last one lacks something; otherwise leaves it as it is. */
const makeStatement = ({ sql, clock }: Dependencies, { institutionId, day }: StatementOf): Promise<void> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const [merchant] = await transaction<{ name_zh: string; name_en: string }[]>`
      SELECT name_zh, name_en FROM institution WHERE institution_id = ${institutionId} FOR NO KEY UPDATE`
    if (merchant === undefined) throw new Error(`merchant ${institutionId} is gone`)
    const now = clock.now()
    const [before = { version: 0, lines: 0, payable_fen: 0n }] = await transaction<Version[]>`
      SELECT version, lines, payable_fen FROM statement WHERE institution_id = ${institutionId} AND city_day = ${day}
      ORDER BY version DESC LIMIT 1`
    const version = before.version + 1
    const added = await addLines(transaction, { institutionId, day, version, after: before.lines })
    if (version > 1 && added.lines === 0) return
    const statementId = newId(clock)
    const payableFen = before.payable_fen + added.fen
    await shareOut(transaction, { statementId, institutionId, day })
    const of = { statementId, institutionId, day, version, merchantZh: merchant.name_zh, payableFen }
    const digest = await digestOfCsv(transaction, of)
    await transaction`
      INSERT INTO statement (statement_id, institution_id, city_day, version, merchant_zh, merchant_en, lines, payable_fen, added_lines,
        added_fen, due_on, digest, made_at)
      VALUES (${statementId}, ${institutionId}, ${day}, ${version}, ${merchant.name_zh}, ${merchant.name_en},
        ${before.lines + added.lines}, ${payableFen}, ${added.lines}, ${added.fen}, ${dueDayOf(day)}, ${digest}, ${now})`
    await appendAudit(transaction, {
      occurredAt: now,
      actor: 'job:statement',
      action: 'statement.made',
      subject: encodeId('stm', statementId),
      detail: { day, version, payableFen: String(payableFen), digest: digest.toString('hex') },
    })
  })

const addLines = async (
  sql: Transaction,
  { institutionId, day, version, after }: StatementOf & { version: number; after: number },
): Promise<{ lines: number; fen: bigint }> => {
  const [added] = await sql<{ lines: number; fen: bigint }[]>`
    WITH added AS (
      INSERT INTO statement_line (institution_id, city_day, line_no, version, kind, transfer_id, voucher_id, shop_id, sponsor_id, channel,
        recorded_at, taken_at, fen)
      SELECT ${institutionId}, ${day}, ${after} + row_number() OVER (ORDER BY recorded_at, kind, transfer_id), ${version}, kind,
        transfer_id, voucher_id, shop_id, sponsor_id, channel, recorded_at, taken_at, fen
      FROM statement_facts(${institutionId}::uuid, ${startOfCityDay(day)}, ${endOfCityDay(day)}) AS fact
      WHERE NOT EXISTS (SELECT FROM statement_line WHERE statement_line.transfer_id = fact.transfer_id)
      RETURNING fen
    )
    SELECT count(*)::int AS lines, coalesce(sum(fen), 0)::bigint AS fen FROM added`
  if (added === undefined) throw new Error('a count returned no row')
  return added
}

/** What each sponsor pays of the new version, and owes from now on. */
const shareOut = async (
  sql: Transaction,
  { statementId, institutionId, day }: StatementOf & { statementId: string },
): Promise<void> => {
  await sql`
    INSERT INTO statement_share (statement_id, sponsor_id, sponsor_zh, sponsor_en, lines, fen, loss_fen)
    SELECT ${statementId}, sponsor_id, name_zh, name_en, count(*), sum(fen), coalesce(sum(fen) FILTER (WHERE kind = 'loss'), 0)
    FROM statement_line AS line JOIN institution ON institution.institution_id = sponsor_id
    WHERE line.institution_id = ${institutionId} AND city_day = ${day} GROUP BY sponsor_id, name_zh, name_en`
  await sql`
    INSERT INTO statement_due (institution_id, city_day, sponsor_id, statement_id, due_on, fen, loss_fen)
    SELECT ${institutionId}, ${day}, sponsor_id, statement_id, ${dueDayOf(day)}, fen, loss_fen FROM statement_share
    WHERE statement_id = ${statementId}
    ON CONFLICT (institution_id, city_day, sponsor_id) DO UPDATE SET statement_id = excluded.statement_id, fen = excluded.fen,
      loss_fen = excluded.loss_fen`
}
