import {
  isRefusal,
  refuse,
  type CreditCorrection,
  type CreditCorrectionList,
  type CreditCorrectionRequest,
  type Refusal,
} from '#contract'
import {
  addDays,
  addMonths,
  cityDayOf,
  cityMonthOf,
  endOfCityDay,
  firstDayOf,
  type CityMonth,
} from '#domain/calendar'
import { creditRulesOn, creditTermsOn, linesOf } from '#domain/credit-record'
import { decodeId, encodeId } from '#domain/id'
import { whileOwning } from '#server/institution/index'
import { newId, type Dependencies, type Transaction } from '#server/platform/index'

import { presentCorrection, selectCorrection, type CorrectionRow } from './correction-row'
import { idsOf, isHolders, kindOf, type Holder } from './holder'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const A_PAGE = 20

/** The holder's requests and their answers, the latest first. Refuses request.invalid for a cursor that is not ours. */
export const listCorrections = async (
  { sql, clock }: Parts,
  holder: Holder,
  cursor: string | undefined,
): Promise<CreditCorrectionList | Refusal> => {
  const before = cursor === undefined ? null : decodeId('ccr', cursor)
  if (before === undefined) return refuse('request.invalid', '/query/cursor')
  const rows = await sql<CorrectionRow[]>`
    ${selectCorrection(sql)} WHERE ${isHolders(sql, idsOf(holder))} AND (${before}::uuid IS NULL OR correction_id < ${before}::uuid)
    ORDER BY correction_id DESC LIMIT ${A_PAGE + 1}`
  const page = rows.slice(0, A_PAGE)
  const last = rows.length > A_PAGE ? page.at(-1) : undefined
  return {
    items: page.map((row) => presentCorrection(row, clock.now())),
    nextCursor: last === undefined ? null : encodeId('ccr', last.correction_id),
  }
}

/**
 * Asks for one line of one month to be corrected (PIPL Art 46), or for the review of what was answered; the same said again while it is
 * open is the same request. It lowers nothing. Refuses credit.line-unknown, credit.correction-open, credit.correction-final and what
 * `whileOwning` does.
 */
export const askCorrection = async (
  parts: Parts,
  holder: Holder,
  asked: CreditCorrectionRequest,
): Promise<CreditCorrection | Refusal> => {
  const now = parts.clock.now()
  if (!isInRecord(holder, asked, now)) return refuse('credit.line-unknown', '/body/month')
  return whileOwning(parts, holder, async (transaction) => {
    const row = await holdOpened(transaction, { holder, asked, now, correctionId: newId(parts.clock) })
    return isRefusal(row) ? row : presentCorrection(row, now)
  })
}

const isInRecord = (holder: Holder, { lineId, month }: CreditCorrectionRequest, now: Date): boolean => {
  const rules = creditRulesOn(cityDayOf(now))
  const first = addMonths(cityMonthOf(now), 1 - rules.windowMonths)
  const isLine = linesOf(rules, kindOf(idsOf(holder))).some((line) => line.lineId === lineId)
  return isLine && first <= month && month <= cityMonthOf(now)
}

interface Opening {
  readonly holder: Holder
  readonly asked: CreditCorrectionRequest
  readonly now: Date
  readonly correctionId: string
}

const holdOpened = async (
  transaction: Transaction,
  { holder, asked, now, correctionId }: Opening,
): Promise<CorrectionRow | Refusal> => {
  const ids = idsOf(holder)
  const terms = creditTermsOn(cityDayOf(now))
  const day = firstDayOf(asked.month as CityMonth)
  const latest = async (): Promise<CorrectionRow | undefined> => {
    const rows = await transaction<CorrectionRow[]>`
      ${selectCorrection(transaction)} WHERE ${isHolders(transaction, ids)} AND line_id = ${asked.lineId} AND city_month = ${day}
      ORDER BY hearing DESC LIMIT 1`
    return rows[0]
  }
  const before = await latest()
  if (before?.state === 'open') return before.text === asked.text ? before : refuse('credit.correction-open')
  if (before !== undefined && before.hearing >= terms.hearingsMax) return refuse('credit.correction-final')
  await transaction`
    INSERT INTO credit_correction (correction_id, account_id, institution_id, line_id, city_month, hearing, text, state, asked_at, due_at)
    VALUES (${correctionId}, ${ids.accountId}, ${ids.institutionId}, ${asked.lineId}, ${day}, ${(before?.hearing ?? 0) + 1},
      ${asked.text}, 'open', ${now}, ${endOfCityDay(addDays(cityDayOf(now), terms.correctionDays))})
    ON CONFLICT DO NOTHING`
  // Somebody of hers may have asked in the same moment: then that stands.
  const standing = await latest()
  if (standing === undefined) throw new Error('a correction that was just asked for is gone')
  return standing.text === asked.text ? standing : refuse('credit.correction-open')
}
