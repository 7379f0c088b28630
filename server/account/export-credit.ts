import { readCreditRecord } from '#server/credit-record/index'
import type { Dependencies } from '#server/platform/index'

import type { Section } from './export-mall'

/** Her credit record as it stands, what she asked to be corrected, and the statements she made with everybody who read them. */
export const creditSections = (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  accountId: string,
): readonly Section[] => [
  ['creditRecord', () => readCreditRecord({ sql, clock }, { accountId, institutionId: null })],
  [
    'creditCorrections',
    () => sql`
      SELECT line_id AS line, to_char(city_month, 'YYYY-MM') AS month, text, state, asked_at AS "askedAt", granted_units AS "grantedUnits",
        answer, answered_at AS "answeredAt"
      FROM credit_correction WHERE account_id = ${accountId} ORDER BY asked_at`,
  ],
  [
    'creditStatements',
    () => sql`
      SELECT made_at AS "madeAt", reader.name_zh AS reader, purpose_id AS purpose, purpose_words AS "purposeInWords", from_day AS "from",
        to_day AS "to", revoked_at AS "revokedAt", jws,
        (SELECT json_agg(json_build_object('readAt', read_at, 'reader', reader_zh, 'purpose', reading.purpose_id,
            'purposeInWords', reading.purpose_words, 'outcome', outcome) ORDER BY reading_no)
          FROM credit_reading AS reading WHERE reading.statement_id = statement.statement_id) AS readings
      FROM credit_statement AS statement LEFT JOIN institution AS reader ON reader.institution_id = reader_id
      WHERE account_id = ${accountId} ORDER BY made_at`,
  ],
]
