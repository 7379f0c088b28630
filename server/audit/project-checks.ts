import type { SqlCheck } from './sql-check'

/** What of projects the database can derive by itself: states from the log, issuings from reports and names, the exclusion list from the log. */
export const PROJECT_CHECKS: readonly SqlCheck[] = [
  {
    table: 'project_issuance',
    query: (sql) => sql`
      WITH derived AS (
        SELECT project_id, report_no, coalesce(account_id, institution_id) AS owner_id,
          date_trunc('month', period_to - 1)::date AS city_month, class AS methodology_class, report.reduction_milligrams
        FROM project_report AS report JOIN project USING (project_id) JOIN project_methodology USING (methodology_no)
        WHERE report.state = 'issued'
      )
      SELECT format('project_id=%s, report_no=%s', project_id, report_no) AS key, 'issued as reported' AS what,
        format('%s mg of %s, class %s, to %s', derived.reduction_milligrams, derived.city_month, derived.methodology_class,
          derived.owner_id) AS expected,
        format('%s mg of %s, class %s, to %s', issued.reduction_milligrams, issued.city_month, issued.methodology_class,
          issued.owner_id) AS found
      FROM derived FULL JOIN project_issuance AS issued USING (project_id, report_no)
      WHERE (derived.owner_id, derived.city_month, derived.methodology_class, derived.reduction_milligrams)
        IS DISTINCT FROM (issued.owner_id, issued.city_month, issued.methodology_class, issued.reduction_milligrams)`,
  },
  {
    // By what was applied with, not by what is kept of sites: a day of a grid account, a parcel or a meter is issued once, to whomever.
    table: 'project_issuance',
    query: (sql) => sql`
      WITH issued AS (
        SELECT DISTINCT project_id, issued.report_no, daterange(period_from, period_to) AS days, site.kind,
          upper(regexp_replace(site.value, '[[:space:]-]', '', 'g')) AS value
        FROM project_issuance AS issued JOIN project_report USING (project_id, report_no)
        JOIN project USING (project_id) JOIN project_round AS applied USING (project_id, round)
        CROSS JOIN LATERAL (
          SELECT one ->> 'kind' AS kind, one ->> 'value' AS value FROM jsonb_array_elements(applied.record -> 'siteKeys') AS one
          UNION ALL
          SELECT 'meter', meter ->> 'meterNo' FROM jsonb_array_elements(applied.record -> 'meters') AS meter
        ) AS site
        WHERE site.kind <> 'creditCode'
      )
      SELECT DISTINCT format('project_id=%s, report_no=%s', one.project_id, one.report_no) AS key, 'days of its site' AS what,
        'issued once' AS expected,
        format('%s %s also by project_id=%s, report_no=%s', one.kind, one.value, other.project_id, other.report_no) AS found
      FROM issued AS one JOIN issued AS other USING (kind, value)
      WHERE (one.project_id, one.report_no) < (other.project_id, other.report_no) AND one.days && other.days`,
  },
  {
    table: 'ledger_transfer',
    query: (sql) => sql`
      WITH derived AS (
        SELECT derived_uuid(issuance_id, 'project-issuance') AS transfer_id,
          ledger_account_key(scheme_owner(), 'issuance', 'mgCO2e', NULL, NULL) AS from_id,
          ledger_account_key(owner_id, 'holding', 'mgCO2e', city_month, methodology_class) AS to_id,
          reduction_milligrams AS amount, issuance_id AS cause_id, issued_at AS occurred_at
        FROM project_issuance
      ), kept AS (
        SELECT transfer_id, from_id, to_id, amount, cause_id, occurred_at FROM ledger_transfer WHERE kind = 'project-issuance'
      )
      SELECT format('transfer_id=%s', transfer_id) AS key, 'transfer of an issuing' AS what,
        format('%s mg from %s to %s at %s', derived.amount, derived.from_id, derived.to_id, derived.occurred_at) AS expected,
        format('%s mg from %s to %s at %s', kept.amount, kept.from_id, kept.to_id, kept.occurred_at) AS found
      FROM derived FULL JOIN kept USING (transfer_id)
      WHERE (derived.from_id, derived.to_id, derived.amount, derived.cause_id, derived.occurred_at)
        IS DISTINCT FROM (kept.from_id, kept.to_id, kept.amount, kept.cause_id, kept.occurred_at)`,
  },
  {
    // Whatever is issued stands on two people of two bodies who named its very digest; so does every approval.
    table: 'project_signature',
    query: (sql) => sql`
      SELECT format('project_id=%s, report_no=%s, act=%s', project_id, report_no, act) AS key, 'who signed' AS what,
        'two people of two bodies for this digest' AS expected,
        coalesce(string_agg(signed.role || ' ' || signed.staff_id, ', '), 'nobody') AS found
      FROM (
        SELECT project_id, report_no, 'issue' AS act, evidence_digest AS digest FROM project_report WHERE state = 'issued'
        UNION ALL
        SELECT project_id, report_no, 'review', review_digest FROM project_round JOIN project USING (project_id, round)
        WHERE state IN ('crediting', 'tracking', 'suspended', 'ended')
      ) AS decided
      LEFT JOIN project_signature AS signed USING (project_id, report_no, act, digest)
      GROUP BY project_id, report_no, act
      HAVING count(DISTINCT signed.role) FILTER (WHERE verdict = 'approve') < 2
        OR count(DISTINCT signed.staff_id) FILTER (WHERE verdict = 'approve') < 2`,
  },
  {
    table: 'project_report',
    query: (sql) => sql`
      SELECT format('project_id=%s, report_no=%s', project_id, report_no) AS key, 'verified' AS what,
        'by somebody, in an entry of the log of actions' AS expected,
        format('%s by %s at %s', state, coalesce(verified_by, 'nobody'), verified_at) AS found
      FROM project_report AS report
      WHERE (state IN ('verified', 'issued') OR verified_at IS NOT NULL) AND NOT EXISTS (
        SELECT FROM audit_entry AS entry
        WHERE entry.action IN ('project.approved', 'project.report-verified') AND entry.occurred_at = report.verified_at
          AND entry.actor = 'staff:' || verified_by AND entry.detail ->> 'reportNo' = report.report_no::text)`,
  },
  {
    table: 'project_signature',
    query: (sql) => sql`
      SELECT format('signature_no=%s', signature_no) AS key, 'who and when' AS what, 'an entry of the log of actions' AS expected,
        format('none at %s by %s', signed_at, staff_id) AS found
      FROM project_signature AS signed WHERE NOT EXISTS (
        SELECT FROM audit_entry AS entry
        WHERE entry.action IN ('project.signed', 'project.approved', 'project.refused', 'project.issued')
          AND entry.occurred_at = signed_at AND entry.actor = 'staff:' || staff_id AND entry.detail ->> 'act' = signed.act
          AND entry.detail ->> 'role' = signed.role AND entry.detail ->> 'digest' = encode(signed.digest, 'hex')
          AND coalesce(entry.detail ->> 'verdict', 'approve') = signed.verdict)`,
  },
  {
    table: 'project_finding',
    query: (sql) => sql`
      SELECT format('finding_no=%s', finding_no) AS key, 'who and when' AS what,
        format('an entry project.%s of the log of actions', kind) AS expected, format('none at %s by %s', found_at, found_by) AS found
      FROM project_finding AS finding WHERE NOT EXISTS (
        SELECT FROM audit_entry AS entry WHERE entry.action = 'project.' || finding.kind
          AND entry.occurred_at = found_at AND entry.actor = 'staff:' || found_by)`,
  },
  {
    table: 'project_return',
    query: (sql) => sql`
      SELECT format('project_id=%s, report_no=%s', project_id, report_no) AS key, 'who and when' AS what,
        'an entry of the log of actions' AS expected, format('none at %s by %s', returned_at, returned_by) AS found
      FROM project_return AS returned WHERE NOT EXISTS (
        SELECT FROM audit_entry AS entry WHERE entry.action IN ('project.returned', 'project.report-returned')
          AND entry.occurred_at = returned_at AND entry.actor = 'staff:' || returned_by
          AND entry.detail ->> 'reportNo' = returned.report_no::text)`,
  },
  {
    table: 'exclusion_entry',
    query: (sql) => sql`
      WITH entered AS (
        SELECT subject, occurred_at, actor, detail FROM audit_entry WHERE action = 'exclusion.entered'
      ), ended AS (
        SELECT subject, occurred_at, actor, detail FROM audit_entry WHERE action = 'exclusion.ended'
      ), stored AS (
        SELECT 'staff:' || entered_by AS actor, entered_at, format('%s %s', key_kind, key_value) AS key, scheme, scheme_name,
          valid_from::text, valid_to::text, 'staff:' || ended_by AS ended_by, ended_at, entry_id
        FROM exclusion_entry
      )
      SELECT format('entry_id=%s', stored.entry_id) AS key, 'as entered and ended' AS what,
        concat_ws(', ', entered.detail ->> 'scheme', entered.detail ->> 'key', entered.detail ->> 'from',
          coalesce(ended.detail ->> 'to', entered.detail ->> 'to', 'open-ended')) AS expected,
        concat_ws(', ', stored.scheme, stored.key, stored.valid_from, coalesce(stored.valid_to, 'open-ended')) AS found
      FROM stored
      FULL JOIN entered ON entered.occurred_at = stored.entered_at AND entered.actor = stored.actor
        AND entered.detail ->> 'key' = stored.key AND entered.detail ->> 'scheme' = stored.scheme
        AND entered.detail ->> 'from' = stored.valid_from
      LEFT JOIN ended ON ended.subject = entered.subject
      WHERE (entered.detail ->> 'scheme', entered.detail ->> 'schemeName', entered.detail ->> 'key', entered.detail ->> 'from',
          coalesce(ended.detail ->> 'to', entered.detail ->> 'to'), ended.actor, ended.occurred_at)
        IS DISTINCT FROM (stored.scheme, stored.scheme_name, stored.key, stored.valid_from, stored.valid_to, stored.ended_by,
          stored.ended_at)`,
  },
  {
    table: 'project_entrustment',
    query: (sql) => sql`
      SELECT format('entrustment_id=%s', entrustment_id) AS key, 'given and ended' AS what, 'entries of the log of actions' AS expected,
        format('none for %s, %s', granted_at, coalesce(ended_at::text, 'not ended')) AS found
      FROM project_entrustment AS given
      WHERE NOT EXISTS (SELECT FROM audit_entry AS entry WHERE entry.action = 'entrustment.given' AND entry.occurred_at = granted_at)
        OR (ended_at IS NOT NULL AND NOT EXISTS (
          SELECT FROM audit_entry AS entry WHERE entry.action = 'entrustment.ended' AND entry.occurred_at = ended_at))`,
  },
  {
    table: 'project_methodology',
    query: (sql) => sql`
      SELECT format('methodology_no=%s', methodology_no) AS key, 'columns' AS what,
        concat_ws(', ', definition ->> 'code', definition ->> 'version', definition ->> 'kind', definition ->> 'class',
          definition ->> 'validFrom', coalesce(definition ->> 'validTo', 'open-ended')) AS expected,
        concat_ws(', ', code, version, kind, class, valid_from, coalesce(valid_to::text, 'open-ended')) AS found
      FROM project_methodology
      WHERE (code, version::text, kind, class, valid_from::text, valid_to::text)
        IS DISTINCT FROM (definition ->> 'code', definition ->> 'version', definition ->> 'kind', definition ->> 'class',
          definition ->> 'validFrom', definition ->> 'validTo')`,
  },
]
