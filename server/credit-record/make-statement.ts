import { isRefusal, refuse, type CreditStatement, type CreditStatementRequest, type Refusal } from '#contract'
import { cityDayOf, endOfCityDay, parseCityDay, startOfCityDay } from '#domain/calendar'
import {
  creditTermsOn,
  isPeriodAllowed,
  isPurposeWhole,
  reckonRecord,
  type CreditFacts,
  type StatementPeriod,
} from '#domain/credit-record'
import { encodeId } from '#domain/id'
import { attestedPersonOf } from '#server/identity/index'
import { canonicalJson, newId, type Dependencies, type Transaction } from '#server/platform/index'

import { readFacts } from './facts'
import { idsOf, isHolders, kindOf, whileShowing, type Holder } from './holder'
import { presentSum } from './present-sum'
import { signStatement, type StatedRecord } from './statement-jws'
import { presentStatement, purposeName, selectStatement, type StatementRow } from './statement-row'

type Parts = Pick<Dependencies, 'sql' | 'clock' | 'crypto' | 'sessions'>

interface Asked {
  readonly request: CreditStatementRequest
  /** Makes a retry find the first answer. */
  readonly requestKey: string
}

/**
 * Signs the holder's record as of now for one reader, one purpose and one period. The same key again answers with the first. Refuses
 * credit.purpose-invalid, credit.period-invalid, credit.reader-unknown, credit.too-many-statements, request.key-reused and what
 * `whileShowing` does.
 */
export const makeStatement = async (
  parts: Parts,
  holder: Holder,
  asked: Asked,
): Promise<CreditStatement | Refusal> => {
  const { request } = asked
  if (!isPurposeWhole(request.purpose)) return refuse('credit.purpose-invalid', '/body/purpose')
  const name = await nameOf(parts, holder)
  return whileShowing<CreditStatement>(parts, holder, async (transaction) => {
    await lockStatements(transaction, holder)
    const digest = parts.crypto.digest(canonicalJson(request))
    const earlier = await findMade(transaction, holder, asked.requestKey)
    if (earlier !== undefined)
      return earlier.request_digest.equals(digest)
        ? presentStatement({ crypto: parts.crypto, now: parts.clock.now() }, earlier)
        : refuse('request.key-reused')
    const facts = await readFacts(transaction, idsOf(holder))
    // Not before its facts: what a statement rests on happened by the moment it bears.
    const now = parts.clock.now()
    const period = periodOf(request, now)
    if (period === undefined) return refuse('credit.period-invalid', '/body/to')
    const reader = await readerOf(transaction, request)
    if (isRefusal(reader)) return reader
    if (await isFull(transaction, holder, now)) return refuse('credit.too-many-statements')
    const record = statedRecord(holder, { name, facts, now })
    const statementId = newId(parts.clock)
    const jws = await sign(parts, { statementId, request, period, reader, record, now })
    const ids = idsOf(holder)
    await transaction`
      INSERT INTO credit_statement (statement_id, account_id, institution_id, reader_id, purpose_id, purpose_words, from_day, to_day, jws,
        made_at, request_key, request_digest)
      VALUES (${statementId}, ${ids.accountId}, ${ids.institutionId}, ${reader.institutionId}, ${request.purpose.purposeId},
        ${request.purpose.words}, ${period.from}, ${period.to}, ${jws}, ${now}, ${asked.requestKey}, ${digest})`
    const made = await findMade(transaction, holder, asked.requestKey)
    if (made === undefined) throw new Error('a statement that was just made is gone')
    return presentStatement({ crypto: parts.crypto, now }, made)
  })
}

type ToldName = Pick<StatedRecord['holder'], 'name' | 'creditCode'>

/** What a reader is told of the holder: a person's name as her host masks it, an institution's own. */
const nameOf = async ({ sql, sessions }: Parts, holder: Holder): Promise<ToldName> => {
  if (holder.kind === 'resident') {
    const person = await attestedPersonOf({ sessions }, holder.sessionId)
    const masked = person?.maskedName ?? ''
    return { name: { zh: masked, en: masked }, creditCode: null }
  }
  const [row] = await sql<{ zh: string; en: string; code: string }[]>`
    SELECT name_zh AS zh, name_en AS en, credit_code AS code FROM institution WHERE institution_id = ${holder.institutionId}`
  if (row === undefined) throw new Error('a member acts for no institution')
  return { name: { zh: row.zh, en: row.en }, creditCode: row.code }
}

/** One after the other for each holder, so that the limit and a retry see what was made before. */
const lockStatements = async (transaction: Transaction, holder: Holder): Promise<void> => {
  const { accountId, institutionId } = idsOf(holder)
  const key = `credit statements of ${accountId ?? institutionId}`
  await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

const findMade = async (
  transaction: Transaction,
  holder: Holder,
  requestKey: string,
): Promise<(StatementRow & { request_digest: Buffer }) | undefined> => {
  const [row] = await transaction<(StatementRow & { request_digest: Buffer })[]>`
    SELECT made.*, request_digest
    FROM (${selectStatement(transaction)} WHERE ${isHolders(transaction, idsOf(holder))} AND request_key = ${requestKey}) AS made
    JOIN credit_statement USING (statement_id)`
  return row
}

const periodOf = (request: CreditStatementRequest, now: Date): StatementPeriod | undefined => {
  const [from, to] = [parseCityDay(request.from), parseCityDay(request.to)]
  const isWhole = from !== undefined && to !== undefined && isPeriodAllowed({ from, to }, cityDayOf(now))
  return isWhole ? { from, to } : undefined
}

interface Reader {
  readonly institutionId: string | null
  readonly audience: string
}

const readerOf = async (
  transaction: Transaction,
  { reader }: CreditStatementRequest,
): Promise<Reader | Refusal> => {
  if (reader.kind === 'bearer') return { institutionId: null, audience: 'bearer' }
  const [row] = await transaction<{ institution_id: string }[]>`
    SELECT institution_id FROM institution WHERE credit_code = ${reader.creditCode} AND suspended_at IS NULL`
  if (row === undefined) return refuse('credit.reader-unknown', '/body/reader/creditCode')
  return { institutionId: row.institution_id, audience: reader.creditCode }
}

const isFull = async (transaction: Transaction, holder: Holder, now: Date): Promise<boolean> => {
  const today = cityDayOf(now)
  const [row] = await transaction<{ live: number }[]>`
    SELECT count(*)::int AS live FROM credit_statement
    WHERE ${isHolders(transaction, idsOf(holder))} AND revoked_at IS NULL AND to_day >= ${today}`
  return (row?.live ?? 0) >= creditTermsOn(today).statementsLiveMax
}

const statedRecord = (
  holder: Holder,
  { name, facts, now }: { name: ToldName; facts: CreditFacts; now: Date },
): StatedRecord => {
  const kind = kindOf(idsOf(holder))
  return { holder: { kind, ...name }, ...presentSum(reckonRecord(facts, kind, now)) }
}

const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1000)

const sign = (
  { crypto }: Parts,
  made: {
    statementId: string
    request: CreditStatementRequest
    period: StatementPeriod
    reader: Reader
    record: StatedRecord
    now: Date
  },
): Promise<string> =>
  signStatement(crypto, {
    aud: made.reader.audience,
    jti: encodeId('cst', made.statementId),
    iat: seconds(made.now),
    nbf: seconds(startOfCityDay(made.period.from)),
    exp: seconds(endOfCityDay(made.period.to)),
    purpose: purposeName(made.request.purpose, cityDayOf(made.now)),
    record: made.record,
  })
