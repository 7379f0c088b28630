-- An operator's own people look at what came in today and in thirty days: its pushes by when they came.
CREATE INDEX push_of_operator ON push (operator_no, received_at);
-- And its reconciliations, the newest first, or of one day.
CREATE INDEX reconciliation_of_operator ON reconciliation (operator_no, compared_at);
