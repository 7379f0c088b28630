-- A name was put under a code, a version and a record: it outlived a return and a closure, so that one office alone could publish what came
-- again, with a name of the other's that was given before. A name to publish is for one round of one proposal; one to end a version is the
-- version's, whose text never changes.
ALTER TABLE methodology_signature ADD COLUMN proposal_id UUID, ADD COLUMN round SMALLINT,
  ADD FOREIGN KEY (proposal_id, round) REFERENCES proposal_round;

-- Of what was signed before, the round is named where only one can have been meant: this record under this code, handed in by then and not yet
-- sent back. What stays without one proves what was published and counts for nothing to come.
ALTER TABLE methodology_signature DISABLE TRIGGER methodology_signature_append_only;
UPDATE methodology_signature AS signed SET proposal_id = meant.proposal_id, round = meant.round FROM (
  SELECT signature_no, (array_agg(handed_in.proposal_id))[1] AS proposal_id, (array_agg(handed_in.round))[1] AS round
  FROM methodology_signature AS given JOIN methodology_proposal AS proposal USING (code, version)
  JOIN proposal_round AS handed_in ON handed_in.proposal_id = proposal.proposal_id
    AND handed_in.record_digest = given.record_digest AND handed_in.submitted_at <= signed_at
  LEFT JOIN proposal_return AS returned ON (returned.proposal_id, returned.round) = (handed_in.proposal_id, handed_in.round)
  WHERE act = 'publish' AND (returned_at IS NULL OR signed_at <= returned_at)
  GROUP BY signature_no HAVING count(*) = 1
) AS meant
WHERE signed.signature_no = meant.signature_no;
ALTER TABLE methodology_signature ENABLE TRIGGER methodology_signature_append_only;

ALTER TABLE methodology_signature ADD CONSTRAINT methodology_signature_of_round
  CHECK (num_nonnulls(proposal_id, round) = CASE act WHEN 'publish' THEN 2 ELSE 0 END) NOT VALID;
CREATE INDEX methodology_signature_round ON methodology_signature (proposal_id, round);
