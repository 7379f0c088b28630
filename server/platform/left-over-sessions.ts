import { type Transaction } from './database'

/**
 * A phone and a tablet in each of her hosts, and some to spare. A host gives no name to the device a ticket comes from, so a module
 * that starts anew leaves a session behind; of more than these the one not used for longest ends, never the one just begun. Our own figure.
 */
const SESSIONS_OF_A_PERSON_MAX = 10

/** Ends what a person has beyond that. Sessions that are being ended or refreshed in this moment are left to the next time. */
export async function endLeftOver(
  sql: Transaction,
  {
    session_id: sessionId,
    account_id: accountId,
    person_index: personIndex,
  }: { session_id: string; account_id: string | null; person_index: Buffer | null },
  now: Date,
): Promise<void> {
  await sql`
    UPDATE session SET revoked_at = ${now}, revoked_reason = 'left over', subject_sealed = NULL, person_index = NULL
    WHERE session_id IN (
      SELECT session_id FROM session WHERE revoked_at IS NULL AND session_id IN (
        SELECT session_id FROM session
        WHERE (account_id = ${accountId} OR person_index = ${personIndex}) AND revoked_at IS NULL AND expires_at > ${now}
        ORDER BY session_id = ${sessionId} DESC, (SELECT max(issued_at) FROM refresh_token WHERE refresh_token.session_id = session.session_id) DESC,
          started_at DESC OFFSET ${SESSIONS_OF_A_PERSON_MAX})
      FOR UPDATE SKIP LOCKED)`
}
