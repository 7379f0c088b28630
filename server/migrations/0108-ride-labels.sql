-- Which rides of a run the rules in force on its day marked, written when the run is sealed. Whoever verifies sees them; nothing else follows.

-- One row a run and rule in force, also where no ride was marked: how many there were, and as of when.
CREATE TABLE run_label (
  run_id UUID NOT NULL REFERENCES run,
  rule_id UUID NOT NULL REFERENCES anomaly_rule,
  rides BIGINT NOT NULL CHECK (rides >= 0),
  labelled_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (run_id, rule_id)
);

-- Those farthest beyond the threshold, at most 10,000 of a rule and run. `measured` is in the unit of the rule's kind.
CREATE TABLE ride_label (
  run_id UUID NOT NULL,
  rule_id UUID NOT NULL,
  operator_day DATE NOT NULL,
  ride_key UUID NOT NULL,
  measured BIGINT NOT NULL CHECK (measured > 0),
  PRIMARY KEY (run_id, ride_key, rule_id),
  FOREIGN KEY (run_id, rule_id) REFERENCES run_label ON DELETE CASCADE
);
