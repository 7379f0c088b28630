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
import { newId, type Dependencies, type Transaction } from '#server/platform/index'

import { presentCorrection, selectCorrection, type CorrectionRow } from './correction-row'
import { idsOf, isHolders, kindOf, whileHolding, type Holder } from './holder'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

/** The holder's requests and their answers, the latest first. */
export const listCorrections = async (
  { sql, clock }: Parts,
  holder: Holder,
): Promise<CreditCorrectionList> => {
  const rows = await sql<CorrectionRow[]>`
    ${selectCorrection(sql)} WHERE ${isHolders(sql, idsOf(holder))} ORDER BY asked_at DESC, hearing DESC`
  return { items: rows.map((row) => presentCorrection(row, clock.now())) }
}

/**
 * Asks for one line of one month to be corrected (PIPL Art 46), or for the review of what was answered; the same said again while it is
 * open is the same request. It lowers nothing. Refuses credit.line-unknown, credit.correction-open, credit.correction-final and what
 * `whileHolding` does.
 */
export const askCorrection = async (
  parts: Parts,
  holder: Holder,
  asked: CreditCorrectionRequest,
): Promise<CreditCorrection | Refusal> => {
  const now = parts.clock.now()
  if (!isInRecord(holder, asked, now)) return refuse('credit.line-unknown', '/body/month')
  return whileHolding(parts, holder, async (transaction) => {
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
