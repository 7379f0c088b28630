-- An operator holds its own book of a day against ours. What came of it is kept as both sides' figures and the breaks between them; the
-- book itself is not. A ride only the book has may be somebody's who never consented: of it nothing is kept but the line it stood in.

CREATE TABLE reconciliation (
  operator_no SMALLINT NOT NULL REFERENCES operator (operator_no),
  -- The operator's own name of it.
  reconciliation_id TEXT NOT NULL,
  operator_day DATE NOT NULL,
  -- The one scene the book is of; null when it is of all.
  scene_no SMALLINT REFERENCES scene (scene_no),
  -- SHA-256 of the book as sent.
  content_digest BYTEA NOT NULL CHECK (octet_length(content_digest) = 32),
  -- Our side is as it stood then.
  compared_at TIMESTAMPTZ NOT NULL,
  rows INTEGER NOT NULL CHECK (rows >= 0),
  missing_here INTEGER NOT NULL CHECK (missing_here >= 0),
  missing_there INTEGER NOT NULL CHECK (missing_there >= 0),
  differs INTEGER NOT NULL CHECK (differs >= 0),
  -- How many of them were kept.
  listed INTEGER NOT NULL CHECK (listed BETWEEN 0 AND missing_here + missing_there + differs),
  -- SHA-256 of its CSV file.
  file_digest BYTEA NOT NULL CHECK (octet_length(file_digest) = 32),
  PRIMARY KEY (operator_no, reconciliation_id)
);
CREATE INDEX reconciliation_compared ON reconciliation (compared_at);

-- What is read back is written before the digest of the file over it, which its reconciliation holds.
CREATE TABLE reconciliation_figure (
  operator_no SMALLINT NOT NULL,
  reconciliation_id TEXT NOT NULL,
  scene_no SMALLINT NOT NULL REFERENCES scene (scene_no),
  standing TEXT NOT NULL CHECK (standing IN ('complete', 'takenBack', 'notKept')),
  their_rides BIGINT NOT NULL CHECK (their_rides >= 0),
  their_distance_meters BIGINT,
  their_reduction_milligrams BIGINT,
  our_rides BIGINT NOT NULL CHECK (our_rides >= 0),
  our_distance_meters BIGINT,
  our_reduction_milligrams BIGINT,
  other_channel_rides BIGINT NOT NULL CHECK (other_channel_rides BETWEEN 0 AND our_rides),
  other_channel_milligrams BIGINT NOT NULL CHECK (other_channel_milligrams >= 0),
  PRIMARY KEY (operator_no, reconciliation_id, scene_no, standing),
  FOREIGN KEY (operator_no, reconciliation_id) REFERENCES reconciliation DEFERRABLE INITIALLY DEFERRED
);

-- Runs whose windows were over, as they stood then.
CREATE TABLE reconciliation_run (
  operator_no SMALLINT NOT NULL,
  reconciliation_id TEXT NOT NULL,
  run_id UUID NOT NULL REFERENCES run,
  state TEXT NOT NULL,
  rides BIGINT NOT NULL,
  reduction_milligrams BIGINT NOT NULL,
  PRIMARY KEY (operator_no, reconciliation_id, run_id),
  FOREIGN KEY (operator_no, reconciliation_id) REFERENCES reconciliation DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE reconciliation_break (
  operator_no SMALLINT NOT NULL,
  reconciliation_id TEXT NOT NULL,
  break_no INTEGER NOT NULL CHECK (break_no >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('missingHere', 'missingThere', 'differs')),
  line INTEGER CHECK (line >= 1),
  ride_key UUID,
  their_scene_no SMALLINT REFERENCES scene (scene_no),
  their_standing TEXT CHECK (their_standing IN ('complete', 'takenBack', 'notKept')),
  their_revision SMALLINT,
  their_distance_meters INTEGER,
  their_reduction_milligrams BIGINT,
  our_scene_no SMALLINT REFERENCES scene (scene_no),
  our_standing TEXT CHECK (our_standing IN ('complete', 'takenBack')),
  our_revision SMALLINT,
  our_distance_meters INTEGER,
  our_reduction_milligrams BIGINT,
  PRIMARY KEY (operator_no, reconciliation_id, break_no),
  FOREIGN KEY (operator_no, reconciliation_id) REFERENCES reconciliation DEFERRABLE INITIALLY DEFERRED,
  -- Of a ride we do not have: its line, scene and standing, and nothing it or its rider could be known by.
  CHECK (kind <> 'missingHere' OR (line IS NOT NULL AND their_scene_no IS NOT NULL AND their_standing IS NOT NULL
    AND num_nonnulls(ride_key, their_revision, their_distance_meters, their_reduction_milligrams, our_scene_no, our_standing,
      our_revision, our_distance_meters, our_reduction_milligrams) = 0)),
  CHECK (kind = 'missingHere' OR num_nulls(ride_key, our_scene_no, our_standing, our_revision, our_reduction_milligrams) = 0),
  CHECK (kind <> 'differs' OR num_nulls(line, their_scene_no, their_standing, their_revision) = 0)
);

CREATE TRIGGER reconciliation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reconciliation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_figure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reconciliation_figure
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reconciliation_run_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reconciliation_run
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Breaks are forgotten after their time, and never rewritten.
CREATE TRIGGER reconciliation_break_unchanged BEFORE UPDATE OR TRUNCATE ON reconciliation_break
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
