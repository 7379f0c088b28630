import type { Transaction } from '#server/platform/index'

/**
 * What an account that closes leaves: no statement and no reading of one, corrections without a word. A granted correction stays as the
 * figure two bodies named, because statements of others are not touched by it and the log of actions tells of it. Its caller forgets who
 * read her data after this: a reading under way has noted itself there by the time her statements are held.
 */
export const forgetCredit = async (
  transaction: Transaction,
  { accountId, now }: { accountId: string; now: Date },
): Promise<void> => {
  await transaction`SELECT FROM credit_statement WHERE account_id = ${accountId} ORDER BY statement_id FOR UPDATE`
  await transaction`
    DELETE FROM credit_reading WHERE statement_id IN (SELECT statement_id FROM credit_statement WHERE account_id = ${accountId})`
  await transaction`DELETE FROM credit_statement WHERE account_id = ${accountId}`
  await transaction`
    UPDATE credit_correction_word SET words = ''
    WHERE correction_id IN (SELECT correction_id FROM credit_correction WHERE account_id = ${accountId})`
  await transaction`
    UPDATE credit_correction SET text = '', answer = CASE WHEN answer IS NOT NULL THEN '' END,
      answered_at = coalesce(answered_at, ${now}), state = CASE state WHEN 'open' THEN 'lapsed' ELSE state END
    WHERE account_id = ${accountId}`
}
