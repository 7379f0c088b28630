-- An opinion pointed at its expert as she is invited now: a new invitation under her id changed who had said it, and lifted the conflict it was
-- given in. It keeps her name and her institution as they were when she signed.
ALTER TABLE proposal_opinion ADD COLUMN expert_name TEXT, ADD COLUMN credit_code TEXT;

-- Of what was said before, the name is the present one, because no other is kept; the institution is the one of her last invitation before it.
ALTER TABLE proposal_opinion DISABLE TRIGGER proposal_opinion_append_only;
UPDATE proposal_opinion AS given SET expert_name = expert.name, credit_code = coalesce((
  SELECT detail ->> 'creditCode' FROM audit_entry
  WHERE action = 'expert.invited' AND subject = given.expert_id AND occurred_at <= given_at ORDER BY sequence DESC LIMIT 1
), expert.credit_code)
FROM expert WHERE expert.expert_id = given.expert_id;
ALTER TABLE proposal_opinion ENABLE TRIGGER proposal_opinion_append_only;

ALTER TABLE proposal_opinion ALTER COLUMN expert_name SET NOT NULL, ALTER COLUMN credit_code SET NOT NULL;
