import {
  refuse,
  type CreditCodeReadingRequest,
  type CreditPurpose,
  type CreditReading,
  type GivenStatementList,
  type Refusal,
} from '#contract'
import { cityDayOf, type CityDay } from '#domain/calendar'
import { judgeReading, statementStateOf, type ReadingOutcome } from '#domain/credit-record'
import { decodeId, encodeId } from '#domain/id'
import { whileActing } from '#server/institution/index'
import {
  canonicalJson,
  inTransaction,
  type Dependencies,
  type MemberPrincipal,
  type Transaction,
} from '#server/platform/index'

import {
  claimsOf,
  heldOf,
  purposeName,
  purposesOn,
  selectStatement,
  type StatementRow,
} from './statement-row'

type Parts = Pick<Dependencies, 'sql' | 'clock' | 'crypto'>

const A_PAGE = 20
/** The same asked again within this by the same reader is one reading. */
const ONE_READING_MINUTES = 10

/**
 * Statements that name this institution and can be read today, the latest first, without a word of whose they are. Refuses request.invalid
 * for a cursor that is not ours.
 */
export const listGiven = async (
  { sql, clock }: Pick<Parts, 'sql' | 'clock'>,
  { institutionId }: MemberPrincipal,
  cursor: string | undefined,
): Promise<GivenStatementList | Refusal> => {
  const before = cursor === undefined ? null : decodeId('cst', cursor)
  if (before === undefined) return refuse('request.invalid', '/query/cursor')
  const today = cityDayOf(clock.now())
  const rows = await sql<{ statement_id: string; made_at: Date; from_day: CityDay; to_day: CityDay }[]>`
    SELECT statement_id, made_at, from_day, to_day FROM credit_statement
    WHERE reader_id = ${institutionId} AND to_day >= ${today} AND from_day <= ${today} AND revoked_at IS NULL
      AND (${before}::uuid IS NULL OR statement_id < ${before}::uuid)
    ORDER BY statement_id DESC LIMIT ${A_PAGE + 1}`
  const page = rows.slice(0, A_PAGE)
  const last = rows.length > A_PAGE ? page.at(-1) : undefined
  return {
    nextCursor: last === undefined ? null : encodeId('cst', last.statement_id),
    items: page.map((row) => ({
      statementId: encodeId('cst', row.statement_id),
      madeAt: row.made_at.toISOString(),
      from: row.from_day,
      to: row.to_day,
    })),
    purposes: purposesOn(today),
  }
}

/**
 * Reads a statement that names the member's institution. Whatever becomes of it is written down for its holder, and answered alike where it
 * cannot be read: another's, none, revoked, outside its purpose or its period. Refuses credit.statement-unreadable, access.not-signed-in.
 */
export const readGiven = async (
  parts: Parts,
  member: MemberPrincipal,
  asked: { readonly statementId: string; readonly purpose: CreditPurpose },
): Promise<CreditReading | Refusal> =>
  whileActing<CreditReading | Refusal>(parts, member, async (transaction) => {
    const row = await holdLiving(
      transaction,
      transaction`statement_id = ${decodeId('cst', asked.statementId) ?? null} AND reader_id = ${member.institutionId}`,
    )
    if (row === undefined || row.reader === null) return refuse('credit.statement-unreadable')
    return judge(parts, transaction, row, {
      ...asked,
      reader: row.reader,
      memberId: member.memberId,
      again: null,
    })
  })

/**
 * Reads a statement by the code its holder shows: every code is good for one try, right or wrong purpose. The very same request again under
 * its key has the same answer as long as the code would have lasted, and is no reading more. Refuses credit.statement-unreadable, whatever
 * the reason.
 */
export const readByCode = (
  parts: Parts,
  { code, reader, purpose }: CreditCodeReadingRequest,
  requestKey: string | undefined,
): Promise<CreditReading | Refusal> =>
  inTransaction(parts.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const index = parts.crypto.blindIndex('credit-code', code)
    const row = await holdLiving(
      transaction,
      transaction`code_index = ${index} AND code_ends_at > ${parts.clock.now()}`,
    )
    const requestIndex =
      requestKey === undefined
        ? null
        : parts.crypto.blindIndex('credit-reading', canonicalJson({ requestKey, code, reader, purpose }))
    if (row === undefined) return readAgain(parts, transaction, requestIndex)
    await transaction`
      UPDATE credit_statement SET code_index = NULL, code_ends_at = NULL WHERE statement_id = ${row.statement_id}`
    const name = reader.trim()
    const { code_ends_at: codeEndsAt } = row
    const again = requestIndex === null || codeEndsAt === null ? null : { requestIndex, codeEndsAt }
    return judge(parts, transaction, row, { purpose, reader: { zh: name, en: name }, memberId: null, again })
  })

/** What a request has read already, while it can still be read. */
const readAgain = async (
  { clock, crypto }: Parts,
  transaction: Transaction,
  requestIndex: Buffer | null,
): Promise<CreditReading | Refusal> => {
  const row = await holdLiving(
    transaction,
    transaction`statement_id = (SELECT statement_id FROM credit_reading
      WHERE request_index = ${requestIndex} AND outcome = 'read' AND code_ends_at > ${clock.now()})`,
  )
  const isLive = row !== undefined && statementStateOf(heldOf(row), clock.now()) === 'live'
  return isLive ? presentReading(crypto, row) : refuse('credit.statement-unreadable')
}

/** A statement whose holder is still there. Locked, so that it is read wholly before its revocation or not at all. */
const holdLiving = async (
  transaction: Transaction,
  isWanted: ReturnType<Transaction>,
): Promise<StatementRow | undefined> => {
  // Her account before her statement, as closing it takes them.
  await transaction`
    SELECT FROM account WHERE account_id = (SELECT account_id FROM credit_statement AS statement WHERE ${isWanted}) FOR SHARE`
  const [row] = await transaction<StatementRow[]>`
    ${selectStatement(transaction)} WHERE ${isWanted}
      AND NOT EXISTS (SELECT FROM account WHERE account.account_id = statement.account_id AND closed_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM institution WHERE institution.institution_id = statement.institution_id AND suspended_at IS NOT NULL)
    FOR NO KEY UPDATE OF statement`
  return row
}

interface Reading {
  readonly purpose: CreditPurpose
  readonly reader: { readonly zh: string; readonly en: string }
  readonly memberId: string | null
  /** The request that may have the same answer again, and until when. */
  readonly again: { readonly requestIndex: Buffer; readonly codeEndsAt: Date } | null
}

const judge = async (
  { clock, crypto }: Parts,
  transaction: Transaction,
  row: StatementRow,
  reading: Reading,
): Promise<CreditReading | Refusal> => {
  const now = clock.now()
  const outcome = judgeReading(heldOf(row), { purpose: reading.purpose, now })
  await keepReading(transaction, row, { ...reading, outcome, now })
  if (outcome !== 'read') return refuse('credit.statement-unreadable')
  return presentReading(crypto, row)
}

const presentReading = async (crypto: Parts['crypto'], row: StatementRow): Promise<CreditReading> => {
  const { record, purpose } = await claimsOf(crypto, row)
  return {
    ...{ statementId: encodeId('cst', row.statement_id), ...record, purpose },
    ...{ from: row.from_day, to: row.to_day, madeAt: row.made_at.toISOString() },
  }
}

/** In the statement's own log, and where it was read among who read her data. */
const keepReading = async (
  transaction: Transaction,
  row: StatementRow,
  { purpose, reader, memberId, again, outcome, now }: Reading & { outcome: ReadingOutcome; now: Date },
): Promise<void> => {
  const since = new Date(now.getTime() - ONE_READING_MINUTES * 60_000)
  const kept = await transaction`
    INSERT INTO credit_reading (statement_id, member_id, reader_zh, reader_en, purpose_id, purpose_words, outcome, read_at,
      request_index, code_ends_at)
    SELECT ${row.statement_id}::uuid, ${memberId}::uuid, ${reader.zh}::text, ${reader.en}::text, ${purpose.purposeId}::text,
      ${purpose.words}::text, ${outcome}::text, ${now}::timestamptz, ${again?.requestIndex ?? null}::bytea,
      ${again?.codeEndsAt ?? null}::timestamptz
    WHERE NOT EXISTS (SELECT FROM credit_reading WHERE statement_id = ${row.statement_id} AND member_id = ${memberId}
      AND purpose_id = ${purpose.purposeId} AND purpose_words IS NOT DISTINCT FROM ${purpose.words}::text AND outcome = ${outcome}
      AND read_at > ${since})
    RETURNING 1`
  if (kept.length === 0 || outcome !== 'read' || row.account_id === null) return
  const name = purposeName(purpose, cityDayOf(now))
  await transaction`
    INSERT INTO data_read (account_id, read_at, reader_zh, reader_en, purpose_zh, purpose_en)
    VALUES (${row.account_id}, ${now}, ${reader.zh}, ${reader.en}, ${`碳信用证明：${name.zh}`}, ${`Credit statement: ${name.en}`})`
}
