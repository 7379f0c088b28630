-- Whoever applies in her own name, with a project or a methodology, is told what becomes of it. A message says which of them it is about, so
-- that it opens its page, and each act on it is a message of its own: `subject_id` follows from the act.

-- Which account proposed, where she holds one; unlinked when she closes it.
ALTER TABLE methodology_proposal ADD COLUMN account_id UUID REFERENCES account,
  ADD CHECK (account_id IS NULL OR applicant_index IS NOT NULL);
CREATE INDEX methodology_proposal_account ON methodology_proposal (account_id) WHERE account_id IS NOT NULL;

ALTER TABLE message DROP CONSTRAINT message_kind_check;
ALTER TABLE message
  ADD COLUMN project_id UUID REFERENCES project,
  ADD COLUMN report_no SMALLINT,
  ADD COLUMN proposal_id UUID REFERENCES methodology_proposal,
  ADD FOREIGN KEY (project_id, report_no) REFERENCES project_report,
  ADD CHECK ((project_id IS NOT NULL) = (kind LIKE 'project%')),
  ADD CHECK ((proposal_id IS NOT NULL) = (kind LIKE 'proposal%')),
  -- Which reduction a project's reviews and reports are about.
  ADD CHECK ((report_no IS NOT NULL) = (kind LIKE 'project%' AND kind NOT IN ('projectSuspended', 'projectResumed', 'projectEnded'))),
  ADD CONSTRAINT message_kind_check
  CHECK (kind IN ('sceneOpened', 'appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge', 'pointsEnd30', 'pointsEnd7', 'pointsEnd1',
    'voucherTwice', 'orderSpent', 'orderRefunded', 'delivered', 'deliveryRefused', 'voucherUndone', 'creditAnswered', 'accountSuspended', 'accountResumed',
    'projectReturned', 'projectRefused', 'projectApproved', 'projectReportReturned', 'projectReportVerified', 'projectIssued', 'projectSuspended',
    'projectResumed', 'projectEnded', 'proposalReturned', 'proposalPublished', 'proposalClosed'));
