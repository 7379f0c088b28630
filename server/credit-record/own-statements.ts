import { randomInt } from 'node:crypto'

import {
  isRefusal,
  refuse,
  type CreditCodeShown,
  type CreditReadingEntry,
  type CreditStatementDetail,
  type CreditStatementList,
  type Refusal,
} from '#contract'
import { cityDayOf } from '#domain/calendar'
import { creditTermsOn, statementStateOf, type PurposeId, type ReadingOutcome } from '#domain/credit-record'
import { decodeId } from '#domain/id'
import { whileOwning } from '#server/institution/index'
import type { Dependencies, Queryable, Transaction } from '#server/platform/index'

import { idsOf, isHolders, isOfChild, whileShowing, type Holder } from './holder'
import {
  heldOf,
  presentStatement,
  purposeName,
  purposesOn,
  selectStatement,
  type StatementRow,
} from './statement-row'

type Parts = Pick<Dependencies, 'sql' | 'clock' | 'crypto'>

/** So many of the latest are shown; the export has them all. */
const LISTED_MAX = 100
const CODE_NUMBERS = 1_000_000_000_000

/** The holder's statements, the latest first, and what one may be made for. */
export const listStatements = async (parts: Parts, holder: Holder): Promise<CreditStatementList> => {
  const now = parts.clock.now()
  const rows = await parts.sql<StatementRow[]>`
    ${selectStatement(parts.sql)} WHERE ${isHolders(parts.sql, idsOf(holder))} ORDER BY made_at DESC, statement_id DESC LIMIT ${LISTED_MAX}`
  const today = cityDayOf(now)
  return {
    items: await Promise.all(rows.map((row) => presentStatement({ crypto: parts.crypto, now }, row))),
    mayMake: !(await isOfChild(parts.sql, idsOf(holder))),
    purposes: purposesOn(today),
    daysMax: creditTermsOn(today).statementDaysMax,
  }
}

/** One of them with every reading of it. Refuses request.not-found. */
export const readStatement = async (
  parts: Parts,
  holder: Holder,
  statementId: string,
): Promise<CreditStatementDetail | Refusal> => {
  const [row] = await selectOwn(parts.sql, holder, statementId)
  return row === undefined ? refuse('request.not-found') : presentDetail(parts, row)
}

const selectOwn = (sql: Queryable, holder: Holder, statementId: string) => sql<StatementRow[]>`
  ${selectStatement(sql)} WHERE ${isHolders(sql, idsOf(holder))} AND statement_id = ${decodeId('cst', statementId) ?? null}`

const presentDetail = async (parts: Parts, row: StatementRow): Promise<CreditStatementDetail> => ({
  ...(await presentStatement({ crypto: parts.crypto, now: parts.clock.now() }, row)),
  jws: row.jws,
  log: await readLog(parts.sql, row.statement_id),
})

const readLog = async (sql: Queryable, statementId: string): Promise<CreditReadingEntry[]> => {
  const rows = await sql<
    {
      read_at: Date
      reader_zh: string
      reader_en: string
      member_id: string | null
      purpose_id: PurposeId
      purpose_words: string | null
      outcome: ReadingOutcome
    }[]
  >`
    SELECT read_at, reader_zh, reader_en, member_id, purpose_id, purpose_words, outcome FROM credit_reading
    WHERE statement_id = ${statementId} ORDER BY reading_no DESC LIMIT ${LISTED_MAX}`
  return rows.map((row) => ({
    readAt: row.read_at.toISOString(),
    reader: { zh: row.reader_zh, en: row.reader_en },
    isSelfNamed: row.member_id === null,
    purpose: purposeName({ purposeId: row.purpose_id, words: row.purpose_words }, cityDayOf(row.read_at)),
    outcome: row.outcome,
  }))
}

/**
 * Twelve digits that read a statement once, for some minutes; a new code ends the one before. Only a keyed digest is kept. Refuses
 * request.not-found, credit.statement-over and what `whileShowing` does.
 */
export const showCode = (
  parts: Parts,
  holder: Holder,
  statementId: string,
): Promise<CreditCodeShown | Refusal> =>
  whileShowing<CreditCodeShown>(parts, holder, async (transaction) => {
    const now = parts.clock.now()
    const row = await holdOwn(transaction, holder, statementId)
    if (row === undefined) return refuse('request.not-found')
    const isShown = row.reader_id === null && statementStateOf(heldOf(row), now) === 'live'
    if (!isShown) return refuse('credit.statement-over')
    const digits = String(randomInt(CODE_NUMBERS)).padStart(12, '0')
    const endsAt = new Date(now.getTime() + creditTermsOn(cityDayOf(now)).codeMinutes * 60_000)
    await transaction`
      UPDATE credit_statement SET code_index = ${parts.crypto.blindIndex('credit-code', digits)}, code_ends_at = ${endsAt}
      WHERE statement_id = ${row.statement_id}`
    return { digits, endsAt: endsAt.toISOString() }
  })

/** Ends a statement at once; again changes nothing. Refuses request.not-found. */
export const revokeStatement = async (
  parts: Parts,
  holder: Holder,
  statementId: string,
): Promise<CreditStatementDetail | Refusal> => {
  const done = await whileOwning<null>(parts, holder, async (transaction) => {
    const row = await holdOwn(transaction, holder, statementId)
    if (row === undefined) return refuse('request.not-found')
    await transaction`
      UPDATE credit_statement SET revoked_at = coalesce(revoked_at, ${parts.clock.now()}), code_index = NULL, code_ends_at = NULL
      WHERE statement_id = ${row.statement_id}`
    return null
  })
  return isRefusal(done) ? done : readStatement(parts, holder, statementId)
}

const holdOwn = async (
  transaction: Transaction,
  holder: Holder,
  statementId: string,
): Promise<StatementRow | undefined> => {
  const [row] = await transaction<StatementRow[]>`
    ${selectStatement(transaction)} WHERE ${isHolders(transaction, idsOf(holder))} AND statement_id = ${decodeId('cst', statementId) ?? null}
    FOR NO KEY UPDATE OF statement`
  return row
}
