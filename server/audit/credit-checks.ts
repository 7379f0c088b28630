import type { SqlCheck } from './sql-check'

/** Credit records: two bodies behind every granted correction, and nothing of a statement left where its account has closed. */
export const CREDIT_CHECKS: readonly SqlCheck[] = [
  {
    table: 'credit_correction',
    query: (sql) => sql`
      SELECT format('correction_id=%s', correction_id) AS key, 'who granted' AS what,
        format('two people of two bodies, %s units', granted_units) AS expected,
        coalesce((SELECT string_agg(DISTINCT body || ' ' || staff_id, ', ') FROM credit_correction_word AS said
          WHERE said.correction_id = correction.correction_id AND units = granted_units), 'nobody') AS found
      FROM credit_correction AS correction
      WHERE state = 'granted' AND NOT EXISTS (
        SELECT FROM credit_correction_word AS one JOIN credit_correction_word AS other USING (correction_id)
        WHERE one.correction_id = correction.correction_id AND one.units = granted_units AND other.units = granted_units
          AND one.body <> other.body AND one.staff_id <> other.staff_id AND greatest(one.said_at, other.said_at) <= answered_at)`,
  },
  {
    table: 'credit_correction',
    query: (sql) => sql`
      SELECT format('correction_id=%s', correction_id) AS key, 'of a closed account' AS what, 'no words, not open' AS expected,
        state AS found
      FROM credit_correction AS correction JOIN account USING (account_id)
      WHERE closed_at IS NOT NULL AND (state = 'open' OR text <> '' OR answer <> '' OR EXISTS (
        SELECT FROM credit_correction_word AS said WHERE said.correction_id = correction.correction_id AND words <> ''))`,
  },
  {
    table: 'credit_statement',
    query: (sql) => sql`
      SELECT format('statement_id=%s', statement_id) AS key, 'of a closed account' AS what, 'nothing' AS expected, 'a statement' AS found
      FROM credit_statement JOIN account USING (account_id) WHERE closed_at IS NOT NULL`,
  },
  {
    table: 'credit_reading',
    query: (sql) => sql`
      SELECT format('reading_no=%s', reading_no) AS key, 'reader' AS what,
        CASE WHEN reader_id IS NULL THEN 'whoever was shown a code' ELSE 'a member of ' || reader_id END AS expected,
        coalesce('a member of ' || member.institution_id, 'whoever was shown a code') AS found
      FROM credit_reading JOIN credit_statement USING (statement_id)
      LEFT JOIN institution_member AS member USING (member_id)
      WHERE member.institution_id IS DISTINCT FROM reader_id`,
  },
]
