import type { AuditFault } from '#domain/audit'
import type { CryptoModule, Transaction } from '#server/platform/index'

import type { SqlCheck } from './sql-check'

/** Where the next ride of an instrument goes is what open links and open consents say, row for row. */
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
