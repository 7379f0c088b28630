import type { SqlCheck } from './sql-check'

/** What rides, confirmations and consents lean on: staff as they were registered, methodologies as published, accounts before consents. */
export const REFERENCE_CHECKS: readonly SqlCheck[] = [
  {
    // An entry from before keys were sealed has no digest: then the key in the row is all there is.
    table: 'staff',
    query: (sql) => sql`
      WITH registered AS (
        SELECT DISTINCT ON (subject) subject AS staff_id, sequence, detail FROM audit_entry
        WHERE action = 'staff.registered' ORDER BY subject, sequence DESC
      ), derived AS (
        SELECT staff_id, detail ->> 'role' AS role, detail ->> 'district' AS district, detail ->> 'publicKeyDigest' AS key_digest,
          NOT EXISTS (SELECT FROM audit_entry AS later WHERE later.action = 'staff.dismissed' AND later.subject = staff_id
            AND later.sequence > registered.sequence) AS active
        FROM registered
      ), stored AS (
        SELECT staff_id, role, district, encode(sha256(public_key), 'hex') AS key_digest, active FROM staff
      )
      SELECT format('staff_id=%s', staff_id) AS key, 'as registered' AS what,
        concat_ws(', ', derived.role, derived.district, CASE WHEN derived.active THEN 'active' ELSE 'dismissed' END,
          derived.key_digest) AS expected,
        CASE WHEN stored.role IS NOT NULL THEN concat_ws(', ', stored.role, stored.district,
          CASE WHEN stored.active THEN 'active' ELSE 'dismissed' END, stored.key_digest) END AS found
      FROM derived LEFT JOIN stored USING (staff_id)
      WHERE (derived.role, derived.district, derived.active, coalesce(derived.key_digest, stored.key_digest))
        IS DISTINCT FROM (stored.role, stored.district, stored.active, stored.key_digest)`,
  },
  {
    // An expert's key is the one she was invited with; an opinion keeps the key it was signed by.
    table: 'expert',
    query: (sql) => sql`
      WITH invited AS (
        SELECT DISTINCT ON (subject) subject AS expert_id, sequence, detail FROM audit_entry
        WHERE action = 'expert.invited' ORDER BY subject, sequence DESC
      ), derived AS (
        SELECT expert_id, detail ->> 'creditCode' AS credit_code, detail ->> 'publicKeyDigest' AS key_digest,
          NOT EXISTS (SELECT FROM audit_entry AS later WHERE later.action = 'expert.dismissed' AND later.subject = expert_id
            AND later.sequence > invited.sequence) AS active
        FROM invited
      )
      SELECT format('expert_id=%s', expert_id) AS key, 'as invited' AS what,
        concat_ws(', ', derived.credit_code, derived.key_digest, derived.active) AS expected,
        concat_ws(', ', expert.credit_code, encode(sha256(public_key), 'hex'), expert.active) AS found
      FROM derived FULL JOIN expert USING (expert_id)
      WHERE (derived.credit_code, derived.key_digest, derived.active)
        IS DISTINCT FROM (expert.credit_code, encode(sha256(public_key), 'hex'), expert.active)`,
  },
  {
    // The words of a disabled one may still be mended; nothing was ever counted by it.
    table: 'methodology',
    query: (sql) => sql`
      SELECT format('methodology_no=%s', methodology_no) AS key, 'columns' AS what,
        concat_ws(', ', definition ->> 'code', definition ->> 'version', definition ->> 'schemeId', definition ->> 'sceneId',
          definition ->> 'class', definition ->> 'validFrom', coalesce(definition ->> 'validTo', 'open-ended')) AS expected,
        concat_ws(', ', code, version, scheme_id, scene_id, class, valid_from, coalesce(valid_to::text, 'open-ended')) AS found
      FROM methodology
      WHERE status <> 'disabled' AND (code, version::text, scheme_id, scene_id, class, valid_from::text, valid_to::text)
        IS DISTINCT FROM (definition ->> 'code', definition ->> 'version', definition ->> 'schemeId', definition ->> 'sceneId',
          definition ->> 'class', definition ->> 'validFrom', definition ->> 'validTo')`,
  },
  {
    table: 'methodology',
    query: (sql) => sql`
      SELECT format('methodology_no=%s', methodology_no) AS key, 'valid_to' AS what, followed.valid_to AS expected,
        coalesce(methodology.valid_to::text, 'open-ended') AS found
      FROM (SELECT DISTINCT ON (subject) subject, detail ->> 'validTo' AS valid_to FROM audit_entry
        WHERE action IN ('methodology.followed', 'methodology.retired') ORDER BY subject, sequence DESC) AS followed
      JOIN methodology ON followed.subject = format('%s/%s', code, version)
      WHERE methodology.valid_to::text IS DISTINCT FROM followed.valid_to`,
  },
  {
    table: 'consent',
    query: (sql) => sql`
      SELECT format('account_id=%s, scene_no=%s, operator_no=%s', account_id, scene_no, operator_no) AS key, 'granted_at' AS what,
        format('not before the account was opened at %s', opened_at) AS expected, granted_at::text AS found
      FROM consent JOIN account USING (account_id) WHERE granted_at < opened_at`,
  },
]
