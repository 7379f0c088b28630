import type { CreditStatement, CreditStatementList } from '#contract'
import { cityDayOf, type CityDay } from '#domain/calendar'
import { creditTermsOn, statementStateOf, type Purpose, type PurposeId } from '#domain/credit-record'
import { encodeId } from '#domain/id'
import type { CryptoModule, Queryable } from '#server/platform/index'

import { verifyStatement, type StatementClaims } from './statement-jws'

export interface StatementRow {
  statement_id: string
  account_id: string | null
  institution_id: string | null
  reader_id: string | null
  reader: { zh: string; en: string } | null
  purpose_id: PurposeId
  purpose_words: string | null
  from_day: CityDay
  to_day: CityDay
  jws: string
  made_at: Date
  revoked_at: Date | null
  code_ends_at: Date | null
  readings: number
}

/** Select list and table of a StatementRow; `WHERE` and the rest follow. */
export const selectStatement = (sql: Queryable) => sql`
  SELECT statement_id, statement.account_id, statement.institution_id, reader_id, purpose_id, purpose_words, from_day, to_day, jws, made_at,
    revoked_at, code_ends_at,
    (SELECT jsonb_build_object('zh', name_zh, 'en', name_en) FROM institution WHERE institution.institution_id = reader_id) AS reader,
    (SELECT count(*)::int FROM credit_reading AS reading WHERE reading.statement_id = statement.statement_id) AS readings
  FROM credit_statement AS statement`

export const purposeOf = (row: Pick<StatementRow, 'purpose_id' | 'purpose_words'>): Purpose => ({
  purposeId: row.purpose_id,
  words: row.purpose_words,
})

/** A purpose as people read it: its holder's own words, or the published name. */
export const purposeName = ({ purposeId, words }: Purpose, day: CityDay): { zh: string; en: string } => {
  if (words !== null) return { zh: words, en: words }
  const known = creditTermsOn(day).purposes.find((one) => one.purposeId === purposeId)
  if (known === undefined) throw new Error(`the terms know no purpose ${purposeId}`)
  return { zh: known.zh, en: known.en }
}

export const purposesOn = (day: CityDay): CreditStatementList['purposes'] =>
  creditTermsOn(day).purposes.map(({ purposeId, zh, en }) => ({ purposeId, name: { zh, en } }))

export const heldOf = (row: StatementRow) => ({
  purpose: purposeOf(row),
  period: { from: row.from_day, to: row.to_day },
  isRevoked: row.revoked_at !== null,
})

/** What a kept statement says. Throws when it is not what we signed: then somebody changed it behind our back. */
export const claimsOf = async (
  crypto: CryptoModule,
  { jws, statement_id: id }: StatementRow,
): Promise<StatementClaims> => {
  const claims = await verifyStatement(crypto, jws)
  if (claims?.jti !== encodeId('cst', id)) throw new Error(`statement ${id} is not what was signed`)
  return claims
}

export const presentStatement = async (
  { crypto, now }: { crypto: CryptoModule; now: Date },
  row: StatementRow,
): Promise<CreditStatement> => {
  const { record } = await claimsOf(crypto, row)
  return {
    statementId: encodeId('cst', row.statement_id),
    reader: row.reader,
    purpose: { ...purposeOf(row), name: purposeName(purposeOf(row), cityDayOf(row.made_at)) },
    from: row.from_day,
    to: row.to_day,
    state: statementStateOf(heldOf(row), now),
    madeAt: row.made_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    sum: record.sum,
    level: record.level.name,
    readings: row.readings,
  }
}
