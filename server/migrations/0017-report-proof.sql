-- What an operator signs closes a run, so it must be provable for as long as the run is: the signed text, the signature and the body whose
-- digest was signed are kept, every report for ever. What operators claim where it differs from ours is sealed with the run, as its
-- evidence is. And a confirmed run that issuing refuses says so, because that is what lets staff return it.

CREATE TABLE run_report (
  report_id UUID PRIMARY KEY,
  run_id UUID NOT NULL REFERENCES run,
  reported_at TIMESTAMPTZ NOT NULL,
  key_id TEXT NOT NULL REFERENCES operator_key,
  -- The signature base of RFC 9421. Null in reports of before, of which only the headers were kept.
  signature_base TEXT,
  signature BYTEA NOT NULL,
  body TEXT,
  CHECK ((signature_base IS NULL) = (body IS NULL))
);
CREATE INDEX run_report_run ON run_report (run_id);

ALTER TABLE run ADD COLUMN report_id UUID;
UPDATE run SET report_id = gen_random_uuid() WHERE reported_signature IS NOT NULL AND reported_at IS NOT NULL
  AND reported_key_id IN (SELECT key_id FROM operator_key);
INSERT INTO run_report (report_id, run_id, reported_at, key_id, signature)
SELECT report_id, run_id, reported_at, reported_key_id, convert_to(reported_signature, 'UTF8') FROM run WHERE report_id IS NOT NULL;
ALTER TABLE run DROP COLUMN reported_key_id, DROP COLUMN reported_signature;
CREATE TRIGGER run_report_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON run_report
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- SHA-256 over `ride key, tab, the operator's milligrams, line feed` of every counting ride where they are not ours, in the order of ride
-- keys; of nothing where there is none. Null while the run is open or empty.
ALTER TABLE run ADD COLUMN operator_figures_digest BYTEA;
UPDATE run SET operator_figures_digest = sha256(convert_to(coalesce((
  SELECT string_agg(format(E'%s\t%s\n', ride_key, operator_milligrams), '' ORDER BY ride_key) FROM ride
  WHERE ride.operator_day = run.operator_day AND ride.operator_no = run.operator_no AND ride.scene_no = run.scene_no
    AND ride.run_no = run.run_no AND ride.state = 0 AND operator_milligrams IS NOT NULL
), ''), 'UTF8'))
WHERE evidence_digest IS NOT NULL;

-- Why issuing refused a confirmed run: two names do not stand under it, or its rides are not those that were confirmed.
ALTER TABLE run ADD COLUMN issue_fault TEXT CHECK (issue_fault IN ('names', 'rides'));
ALTER TABLE run ADD CONSTRAINT run_issue_fault_of_confirmed CHECK (issue_fault IS NULL OR state = 'confirmed');
