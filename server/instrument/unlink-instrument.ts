import { refuse, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import type { Dependencies } from '#server/platform/index'

/**
 * Ends this resident's link; rides from now on are nobody's, her past ones stay hers. Unlinked already is done already.
 * Refuses `request.not-found` for what is not and was not hers.
 */
export const unlinkInstrument = async (
  { sql, clock }: Dependencies,
  accountId: string,
  wireId: string,
): Promise<Refusal | undefined> => {
  const instrumentId = decodeId('ins', wireId)
  if (instrumentId === undefined) return refuse('request.not-found')
  const ended = await sql`
    UPDATE instrument_link SET unlinked_at = greatest(linked_at, ${clock.now()}::timestamptz)
    WHERE instrument_id = ${instrumentId} AND account_id = ${accountId} AND unlinked_at IS NULL RETURNING 1`
  if (ended.length > 0) return undefined
  const former = await sql`
    SELECT 1 FROM instrument_link WHERE instrument_id = ${instrumentId} AND account_id = ${accountId} LIMIT 1`
  return former.length > 0 ? undefined : refuse('request.not-found')
}
