import { isKnownToOperator } from '#domain/consent'
import type { CryptoModule, Dependencies, Transaction } from '#server/platform/index'

interface Untold {
  instrument_consent_id: string
  instrument_id: string
  scheme: string
  number_sealed: Buffer
}

/**
 * Gives the next numbers to what is committed by now: to endings first, then to grants of numbers this operator knows, `limit` of each at
 * most. Rows that somebody is changing this moment are left to the next reader, so that no resident waits for an operator. The turn must
 * be held. Returns the last number given.
 */
export const numberEntries = async (
  { crypto }: Pick<Dependencies, 'crypto'>,
  transaction: Transaction,
  { operatorNo, limit, lastNo }: { operatorNo: number; limit: number; lastNo: bigint },
): Promise<bigint> => {
  const ended = await transaction<{ instrument_consent_id: string }[]>`
    SELECT instrument_consent_id FROM instrument_consent
    WHERE operator_no = ${operatorNo} AND ended_at IS NOT NULL AND ended_no IS NULL
    ORDER BY until_minute, instrument_consent_id LIMIT ${limit} FOR UPDATE SKIP LOCKED`
  const begun = await transaction<Untold[]>`
    SELECT instrument_consent_id, instrument_id, scheme, instrument.number_sealed
    FROM instrument_consent AS held JOIN instrument USING (instrument_id)
    WHERE operator_no = ${operatorNo} AND ended_at IS NULL AND granted_no IS NULL AND NOT is_foreign
    ORDER BY from_minute, instrument_consent_id LIMIT ${limit} FOR UPDATE OF held SKIP LOCKED`
  if (ended.length + begun.length === 0) return lastNo
  const theirs = await ownNumbers({ crypto }, transaction, operatorNo, begun)
  const [endings, grants] = [ended.map(idOf), begun.filter((row) => theirs.has(row)).map(idOf)]
  await transaction`
    UPDATE instrument_consent SET ended_no = ${lastNo}::bigint + n
    FROM unnest(${endings}::text[]::uuid[]) WITH ORDINALITY AS sent (id, n) WHERE instrument_consent_id = id`
  const grantsFrom = lastNo + BigInt(endings.length)
  await transaction`
    UPDATE instrument_consent SET granted_no = ${grantsFrom}::bigint + n
    FROM unnest(${grants}::text[]::uuid[]) WITH ORDINALITY AS sent (id, n) WHERE instrument_consent_id = id`
  const foreign = begun.filter((row) => !theirs.has(row)).map(idOf)
  await transaction`
    UPDATE instrument_consent SET is_foreign = true WHERE instrument_consent_id = ANY (${foreign}::text[]::uuid[])`
  const endNo = grantsFrom + BigInt(grants.length)
  await transaction`UPDATE consent_feed SET last_no = ${endNo} WHERE operator_no = ${operatorNo}`
  return endNo
}

const idOf = ({ instrument_consent_id: id }: { instrument_consent_id: string }): string => id

const ownNumbers = async (
  { crypto }: { crypto: CryptoModule },
  transaction: Transaction,
  operatorNo: number,
  rows: readonly Untold[],
): Promise<ReadonlySet<Untold>> => {
  const kinds = await transaction<{ scheme: string; numberPrefix: string }[]>`
    SELECT scheme, number_prefix AS "numberPrefix" FROM operator_scheme JOIN operator USING (operator_id)
    WHERE operator_no = ${operatorNo}`
  const schemes = new Set(kinds.map(({ scheme }) => scheme))
  // The number of another operator's card is not even opened.
  return new Set(
    rows.filter((row) => {
      if (!schemes.has(row.scheme)) return false
      const value = crypto.open('instrument', row.number_sealed, row.instrument_id).toString('utf8')
      return isKnownToOperator(kinds, { scheme: row.scheme, value })
    }),
  )
}

/** Whether another page has something to number. */
export const hasUnnumbered = async (transaction: Transaction, operatorNo: number): Promise<boolean> => {
  const [row] = await transaction<{ waits: boolean }[]>`
    SELECT EXISTS (SELECT FROM instrument_consent
        WHERE operator_no = ${operatorNo} AND ended_at IS NOT NULL AND ended_no IS NULL)
      OR EXISTS (SELECT FROM instrument_consent
        WHERE operator_no = ${operatorNo} AND ended_at IS NULL AND granted_no IS NULL AND NOT is_foreign) AS waits`
  return row?.waits === true
}
