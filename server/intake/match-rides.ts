import type { Transaction } from '#server/platform/index'

import { digestArray, numberArray } from './column-arrays'
import type { RideColumns, RideGroup } from './ride-columns'

/** What is known of one ride's instrument, its owner when it was boarded and her consent. */
export interface MatchFacts {
  readonly instrumentId: string | null
  /** Who owned the instrument at boarding. */
  readonly accountId: string | null
  /** The owner's consent is open and was given before boarding. */
  readonly isConsented: boolean
  /** The owner had once consented and has withdrawn. */
  readonly isWithdrawn: boolean
  /** The instrument was linked after boarding, by somebody who consents. */
  readonly isLinkedLater: boolean
}

export type Match =
  | { readonly kind: 'matched'; readonly accountId: string; readonly instrumentId: string }
  | { readonly kind: 'unmatched' }
  | { readonly kind: 'rejected'; readonly code: 'instrument.not-linked-yet' | 'consent.withdrawn' }

/**
 * Whose ride it is. Where nobody has consented the answer is `unmatched`, whatever else we know: an operator must not learn from us
 * who has an account (PIPL Art 23).
 */
export function decideMatch(facts: MatchFacts): Match {
  const { instrumentId, accountId, isConsented, isWithdrawn, isLinkedLater } = facts
  if (instrumentId === null) return { kind: 'unmatched' }
  if (accountId !== null) {
    if (isConsented) return { kind: 'matched', accountId, instrumentId }
    return isWithdrawn ? { kind: 'rejected', code: 'consent.withdrawn' } : { kind: 'unmatched' }
  }
  return isLinkedLater ? { kind: 'rejected', code: 'instrument.not-linked-yet' } : { kind: 'unmatched' }
}

/** The facts for the rides at `places`, by place: from the links and consents themselves, for rides the routes do not know. */
export async function readMatchFacts(
  sql: Transaction,
  { columns, group, operatorNo }: { columns: RideColumns; group: RideGroup; operatorNo: number },
  places: readonly number[],
): Promise<Map<number, MatchFacts>> {
  const rows = await sql<FactsRow[]>`
    SELECT sent.n::int AS n, instrument.instrument_id, link.account_id,
      coalesce(consent.is_consented, false) AS is_consented, coalesce(consent.is_withdrawn, false) AS is_withdrawn,
      link.account_id IS NULL AND EXISTS (
        SELECT FROM instrument_link AS later JOIN consent USING (account_id)
        WHERE later.instrument_id = instrument.instrument_id AND later.linked_at > to_timestamp(sent.boarded)
          AND consent.operator_no = ${operatorNo} AND consent.scene_no = ${group.sceneNo} AND consent.withdrawn_at IS NULL
      ) AS is_linked_later
    FROM unnest(${digestArray(columns.instrumentIndex, places)}::uuid[],
      ${numberArray(columns.boardedSeconds, places)}::float8[]) WITH ORDINALITY AS sent (instrument, boarded, n)
    LEFT JOIN instrument ON instrument.blind_index = sent.instrument
    LEFT JOIN instrument_link AS link ON link.instrument_id = instrument.instrument_id
      AND link.linked_at <= to_timestamp(sent.boarded)
      AND (link.unlinked_at IS NULL OR to_timestamp(sent.boarded) < link.unlinked_at)
    LEFT JOIN LATERAL (
      SELECT bool_or(withdrawn_at IS NULL AND granted_at <= to_timestamp(sent.boarded)) AS is_consented,
        bool_or(withdrawn_at IS NOT NULL) AS is_withdrawn
      FROM consent
      WHERE consent.account_id = link.account_id AND operator_no = ${operatorNo} AND scene_no = ${group.sceneNo}
    ) AS consent ON true`
  return new Map(
    rows.map((row) => [
      places[row.n - 1]!,
      {
        instrumentId: row.instrument_id,
        accountId: row.account_id,
        isConsented: row.is_consented,
        isWithdrawn: row.is_withdrawn,
        isLinkedLater: row.is_linked_later,
      },
    ]),
  )
}

interface FactsRow {
  n: number
  instrument_id: string | null
  account_id: string | null
  is_consented: boolean
  is_withdrawn: boolean
  is_linked_later: boolean
}
