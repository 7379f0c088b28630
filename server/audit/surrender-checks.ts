import type { SqlCheck } from './sql-check'

/** What was surrendered: its transfers, what is in the book of the cancelled, and that nothing spoke against it by then. */
export const SURRENDER_CHECKS: readonly SqlCheck[] = [
  {
    table: 'surrender',
    query: (sql) => sql`
      WITH moved AS (
        SELECT cause_id AS surrender_id, sum(amount) AS milligrams,
          bool_and(giver.owner_id = surrender.institution_id AND giver.book = 'holding' AND taker.owner_id = scheme_owner()
            AND taker.book = 'cancelled' AND transfer.occurred_at = surrendered_at) AS is_right
        FROM ledger_transfer AS transfer LEFT JOIN surrender ON surrender_id = cause_id
        LEFT JOIN ledger_account AS giver ON giver.ledger_account_id = from_id
        LEFT JOIN ledger_account AS taker ON taker.ledger_account_id = to_id
        WHERE transfer.kind = 'surrender' GROUP BY cause_id
      )
      SELECT format('surrender_id=%s', surrender_id) AS key, 'transfers' AS what,
        format('%s mg from its institution to the cancelled', coalesce(reduction_milligrams, 0)) AS expected,
        CASE WHEN moved.is_right OR milligrams IS NULL THEN format('%s mg', coalesce(milligrams, 0)) ELSE 'others' END AS found
      FROM surrender FULL JOIN moved USING (surrender_id)
      WHERE reduction_milligrams IS DISTINCT FROM milligrams OR moved.is_right IS NOT TRUE`,
  },
  {
    // A surrender is so far the only way into the book of the cancelled, and there is none out of it.
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('ledger_account_id=%s', ledger_account_id) AS key, 'cancelled' AS what, surrendered.sum::text AS expected,
        balance::text AS found
      FROM ledger_account
      CROSS JOIN (SELECT coalesce(sum(reduction_milligrams), 0) AS sum FROM surrender) AS surrendered
      WHERE book = 'cancelled' AND balance IS DISTINCT FROM surrendered.sum`,
  },
  {
    table: 'surrender',
    query: (sql) => sql`
      SELECT format('surrender_id=%s', surrender_id) AS key, 'class' AS what, 'one that may be surrendered that day' AS expected,
        giver.methodology_class AS found
      FROM surrender JOIN ledger_transfer AS transfer ON cause_id = surrender_id AND transfer.kind = 'surrender'
      JOIN ledger_account AS giver ON giver.ledger_account_id = from_id
      WHERE NOT EXISTS (
        SELECT FROM class_use WHERE class = giver.methodology_class AND use = 'surrender'
          AND valid_from <= (surrendered_at AT TIME ZONE 'Asia/Shanghai')::date AND (valid_to IS NULL OR (surrendered_at AT TIME ZONE 'Asia/Shanghai')::date < valid_to))`,
  },
  {
    // What stood on the exclusion list by then and, as it stands now, still speaks of the days in which the serials were saved.
    table: 'surrender',
    query: (sql) => sql`
      SELECT DISTINCT format('surrender_id=%s', surrender_id) AS key, 'site' AS what, 'one that no other scheme counts' AS expected,
        format('%s: %s %s', entry.scheme, entry.key_kind, entry.key_value) AS found
      FROM surrender JOIN ledger_transfer AS transfer ON cause_id = surrender_id AND transfer.kind = 'surrender'
      JOIN serial_move AS move USING (transfer_id) JOIN project_issuance AS issued ON issued.issuance_id = move.run_id
      JOIN project USING (project_id) JOIN project_report AS report USING (project_id, report_no)
      JOIN project_methodology USING (methodology_no)
      CROSS JOIN LATERAL (
        SELECT site ->> 'kind' AS kind, site ->> 'value' AS value FROM jsonb_array_elements(project.record -> 'siteKeys') AS site
        UNION ALL
        SELECT 'meter', meter ->> 'meterNo' FROM jsonb_array_elements(project.record -> 'meters') AS meter
        UNION ALL
        SELECT 'creditCode', credit_code FROM institution
        WHERE institution_id = project.institution_id AND jsonb_array_length(project.record -> 'entrustmentIds') = 0
        UNION ALL
        SELECT 'creditCode', credit_code FROM project_entrustment AS given
        JOIN institution ON institution.institution_id = owner_institution_id
        WHERE given.institution_id = project.institution_id
          AND project.record -> 'entrustmentIds' ? wire_id('ent', entrustment_id)
      ) AS site
      JOIN exclusion_entry AS entry
        ON (entry.key_kind, entry.key_value) = (site.kind, upper(regexp_replace(site.value, '[[:space:]-]', '', 'g')))
      WHERE entry.entered_at < surrendered_at AND entry.valid_from < report.period_to
        AND (entry.valid_to IS NULL OR report.period_from < entry.valid_to)
        AND definition -> 'excludedSchemes' ? entry.scheme`,
  },
]
