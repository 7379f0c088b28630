import type { AuditFault } from '#domain/audit'
import type { CryptoModule, Transaction } from '#server/platform/index'

import type { SqlCheck } from './sql-check'

/**
 * Where the next ride of an instrument goes is what open links and open consents say, row for row; what operators are told is open follows
 * the same, and what is receipted has its receipt.
 */
export const ROUTE_CHECKS: readonly SqlCheck[] = [
  {
    table: 'ride_route',
    query: (sql) => sql`
      WITH derived AS (
        SELECT blind_index, operator_no, scene_no, instrument_id, account_id, greatest(linked_at, granted_at) AS since
        FROM instrument_link AS link JOIN instrument USING (instrument_id) JOIN consent USING (account_id)
        WHERE unlinked_at IS NULL AND withdrawn_at IS NULL
      )
      SELECT format('blind_index=%s, operator_no=%s, scene_no=%s', blind_index, operator_no, scene_no) AS key, 'route' AS what,
        CASE WHEN derived.since IS NOT NULL
          THEN format('instrument %s to account %s since %s', derived.instrument_id, derived.account_id, derived.since) END AS expected,
        CASE WHEN route.since IS NOT NULL
          THEN format('instrument %s to account %s since %s', route.instrument_id, route.account_id, route.since) END AS found
      FROM derived FULL JOIN ride_route AS route USING (blind_index, operator_no, scene_no)
      WHERE (derived.instrument_id, derived.account_id, derived.since)
        IS DISTINCT FROM (route.instrument_id, route.account_id, route.since)`,
  },
  {
    table: 'instrument_consent',
    query: (sql) => sql`
      WITH held AS (
        SELECT instrument_id, operator_no, scene_no, account_id, greatest(linked_at, granted_at) AS since
        FROM instrument_consent WHERE ended_at IS NULL
      )
      SELECT format('instrument_id=%s, operator_no=%s, scene_no=%s', instrument_id, operator_no, scene_no) AS key,
        'open in the consent feed' AS what,
        CASE WHEN route.since IS NOT NULL THEN format('of account %s since %s', route.account_id, route.since) END AS expected,
        CASE WHEN held.since IS NOT NULL THEN format('of account %s since %s', held.account_id, held.since) END AS found
      FROM ride_route AS route FULL JOIN held USING (instrument_id, operator_no, scene_no)
      WHERE (route.account_id, route.since) IS DISTINCT FROM (held.account_id, held.since)`,
  },
  {
    table: 'instrument_consent',
    query: (sql) => sql`
      SELECT format('instrument_consent_id=%s', instrument_consent_id) AS key, 'receipted_at' AS what,
        coalesce(receipt.received_at::text, 'no receipt') AS expected, coalesce(held.receipted_at::text, 'none') AS found
      FROM instrument_consent AS held FULL JOIN deletion_receipt AS receipt USING (instrument_consent_id)
      WHERE held.receipted_at IS DISTINCT FROM receipt.received_at`,
  },
]

interface SealedInstrument {
  instrument_id: string
  scheme: string
  blind_index: string
  number_sealed: Buffer
}

const INSTRUMENTS_A_ROUND = 2_000

/** An instrument is found by the keyed digest of its own sealed number. That of a closed account has no number any more. */
export async function* instrumentFaults(sql: Transaction, crypto: CryptoModule): AsyncGenerator<AuditFault> {
  const rounds = sql<SealedInstrument[]>`
    SELECT instrument_id, scheme, replace(blind_index::text, '-', '') AS blind_index, number_sealed
    FROM instrument WHERE number_sealed <> '' ORDER BY instrument_id`.cursor(INSTRUMENTS_A_ROUND)
  for await (const instruments of rounds) {
    for (const instrument of instruments) {
      const [expected, found] = [indexOf(crypto, instrument), instrument.blind_index]
      if (expected === found) continue
      const key = `instrument_id=${instrument.instrument_id}`
      if (expected === undefined) {
        const sealed = 'a number sealed for this instrument'
        yield { table: 'instrument', key, what: 'number_sealed', expected: sealed, found: 'another' }
      } else yield { table: 'instrument', key, what: 'blind_index', expected, found }
    }
  }
}

/** Undefined when the number does not open: it was altered, or is another instrument's. */
const indexOf = (crypto: CryptoModule, instrument: SealedInstrument): string | undefined => {
  try {
    const number = crypto.open('instrument', instrument.number_sealed, instrument.instrument_id)
    return crypto.blindIndex('instrument', `${instrument.scheme}\n${number.toString('utf8')}`).toString('hex')
  } catch {
    return undefined
  }
}
