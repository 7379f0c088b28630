import { cityDayOf, endOfCityDay, startOfCityDay } from '#domain/calendar'
import { reckonRecord, type CreditFacts, type CreditRecord } from '#domain/credit-record'
import { encodeId } from '#domain/id'
import { UNSEEN_MINUTES_MAX } from '#server/issuance/index'
import type { Queryable } from '#server/platform/index'

import { readEvidence } from './facts'
import { kindOf } from './holder'
import type { StatementClaims } from './statement-jws'
import { purposeName, purposeOf, type StatementRow } from './statement-row'

/** The least and the most a statement's record can have been when it was made, from postings, transfers and redemptions. */
export const boundsOf = async (
  sql: Queryable,
  row: StatementRow,
): Promise<{ least: CreditRecord; most: CreditRecord }> => {
  const ids = { accountId: row.account_id, institutionId: row.institution_id }
  const seenBefore = new Date(row.made_at.getTime() - UNSEEN_MINUTES_MAX * 60_000)
  const [all, seen] = [await readEvidence(sql, ids, row.made_at), await readEvidence(sql, ids, seenBefore)]
  const until = (facts: CreditFacts, gainedBy: CreditFacts, losses: Date, raised: Date): CreditFacts => ({
    gains: gainedBy.gains,
    losses: facts.losses.filter(({ at }) => at <= losses),
    adjustments: facts.adjustments.filter(({ at, units }) => at <= (units < 0 ? losses : raised)),
  })
  const reckoned = (facts: CreditFacts): CreditRecord => reckonRecord(facts, kindOf(ids), row.made_at)
  return {
    least: reckoned(until(all, seen, row.made_at, seenBefore)),
    most: reckoned(until(all, all, seenBefore, row.made_at)),
  }
}

const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1000)

/** What a statement must say beside its record, from its row. */
export const claimedTermsOf = async (
  sql: Queryable,
  row: StatementRow,
): Promise<Omit<StatementClaims, 'record'>> => {
  const [reader] = await sql<{ code: string }[]>`
    SELECT credit_code AS code FROM institution WHERE institution_id = ${row.reader_id}`
  return {
    iss: 'suitan',
    aud: reader?.code ?? 'bearer',
    jti: encodeId('cst', row.statement_id),
    iat: seconds(row.made_at),
    nbf: seconds(startOfCityDay(row.from_day)),
    exp: seconds(endOfCityDay(row.to_day)),
    purpose: purposeName(purposeOf(row), cityDayOf(row.made_at)),
  }
}
