-- People ride together: a district they name themselves, a school, a street, a company. Each has a place a month by what was issued to its
-- people; nothing moves between them. Sums are written by a job, so that a reading is a look-up in a small table, and what a month was
-- closed with is kept, so that the audit can derive it again.

-- A group 团体. opener: the institution or the office that opened it; a code it gives out lets people in, and another code ends the old one.
CREATE TABLE resident_group (
  group_id UUID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('school', 'street', 'company')),
  name_zh TEXT NOT NULL CHECK (length(name_zh) BETWEEN 1 AND 40),
  name_en TEXT NOT NULL CHECK (length(name_en) BETWEEN 1 AND 80),
  institution_id UUID REFERENCES institution,
  office TEXT CHECK (office IN ('centre', 'bureau')),
  code TEXT NOT NULL CONSTRAINT resident_group_code_once UNIQUE CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  -- A retry of the opening finds what the first try opened.
  opener TEXT NOT NULL,
  request_key TEXT NOT NULL,
  opened_at TIMESTAMPTZ NOT NULL,
  closed_at TIMESTAMPTZ,
  CONSTRAINT resident_group_opened_once UNIQUE (opener, request_key),
  CHECK ((institution_id IS NULL) <> (office IS NULL)),
  CHECK ((kind = 'street') = (office IS NOT NULL)),
  CHECK (closed_at IS NULL OR closed_at >= opened_at),
  UNIQUE (group_id, kind)
);
CREATE INDEX resident_group_institution ON resident_group (institution_id);

-- Who belongs to a group from when to when, and what she agreed to show. account_id goes when she closes her account or left long ago: what
-- stays leads back to nobody and lets a closed month be summed again.
CREATE TABLE group_membership (
  membership_id UUID PRIMARY KEY,
  group_id UUID NOT NULL,
  kind TEXT NOT NULL,
  account_id UUID,
  consent_version TEXT NOT NULL,
  -- Shown to the others of the group while she wants it so.
  nickname TEXT CHECK (length(nickname) BETWEEN 1 AND 12),
  joined_at TIMESTAMPTZ NOT NULL,
  left_at TIMESTAMPTZ,
  FOREIGN KEY (group_id, kind) REFERENCES resident_group (group_id, kind),
  CHECK (left_at IS NULL OR left_at >= joined_at),
  CHECK (left_at IS NOT NULL OR account_id IS NOT NULL),
  CHECK (nickname IS NULL OR left_at IS NULL)
);
CREATE UNIQUE INDEX group_membership_one_a_kind ON group_membership (account_id, kind) WHERE left_at IS NULL;
CREATE INDEX group_membership_account ON group_membership (account_id);
CREATE INDEX group_membership_living ON group_membership (group_id) WHERE left_at IS NULL;
CREATE INDEX group_membership_named ON group_membership (group_id) WHERE nickname IS NOT NULL;
CREATE INDEX group_membership_left ON group_membership (left_at) WHERE left_at IS NOT NULL AND account_id IS NOT NULL;

-- The district she names herself; not the one a host attests of her, which only staff's figures use.
CREATE TABLE district_choice (
  choice_id UUID PRIMARY KEY,
  account_id UUID,
  district TEXT NOT NULL CHECK (district ~ '^3101[0-9]{2}$'),
  chosen_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  CHECK (ended_at IS NULL OR ended_at >= chosen_at),
  CHECK (ended_at IS NOT NULL OR account_id IS NOT NULL)
);
CREATE UNIQUE INDEX district_choice_one ON district_choice (account_id) WHERE ended_at IS NULL;
CREATE INDEX district_choice_account ON district_choice (account_id, chosen_at);
CREATE INDEX district_choice_ended ON district_choice (ended_at) WHERE ended_at IS NOT NULL AND account_id IS NOT NULL;

-- A guardian lets a child under 14 be in a school's group and name a district.
ALTER TABLE guardianship ADD COLUMN groups_allowed_at TIMESTAMPTZ;

-- A month as it was last reckoned; once it is closed nothing of it changes any more.
CREATE TABLE ranking_month (
  city_month DATE PRIMARY KEY CHECK (extract(DAY FROM city_month) = 1),
  reckoned_at TIMESTAMPTZ NOT NULL,
  closed_at TIMESTAMPTZ,
  people_min INTEGER NOT NULL CHECK (people_min >= 1),
  CHECK (closed_at IS NULL OR closed_at = reckoned_at)
);

-- The runs of the month that were issued when it was reckoned.
CREATE TABLE ranking_run (
  city_month DATE NOT NULL REFERENCES ranking_month,
  run_id UUID NOT NULL,
  PRIMARY KEY (city_month, run_id)
);

-- What each person of a group brought to its sum.
CREATE TABLE group_share (
  city_month DATE NOT NULL REFERENCES ranking_month,
  group_id UUID NOT NULL,
  membership_id UUID NOT NULL,
  milligrams BIGINT NOT NULL CHECK (milligrams >= 0),
  PRIMARY KEY (membership_id, city_month)
);
CREATE INDEX group_share_group ON group_share (city_month, group_id);

-- One district or group in one month. savers: people something was issued to; below people_min there is no place and nobody is told the sum.
CREATE TABLE ranking_place (
  city_month DATE NOT NULL REFERENCES ranking_month,
  board TEXT NOT NULL CHECK (board IN ('district', 'school', 'street', 'company')),
  -- The district's code or the group's uuid.
  subject TEXT NOT NULL,
  people BIGINT NOT NULL CHECK (people > 0),
  savers BIGINT NOT NULL CHECK (savers BETWEEN 0 AND people),
  sum_milligrams BIGINT NOT NULL CHECK (sum_milligrams >= 0),
  -- A head of all its people, rounded down.
  average_milligrams BIGINT NOT NULL CHECK (average_milligrams = sum_milligrams / people),
  sum_place INTEGER CHECK (sum_place >= 1),
  average_place INTEGER CHECK (average_place >= 1),
  PRIMARY KEY (city_month, board, subject),
  CHECK ((sum_place IS NULL) = (average_place IS NULL))
);
CREATE INDEX ranking_place_by_average ON ranking_place (city_month, board, average_place) WHERE average_place IS NOT NULL;
CREATE INDEX ranking_place_by_sum ON ranking_place (city_month, board, sum_place) WHERE sum_place IS NOT NULL;

-- How many of a board have a place, and how many are withheld for too few people.
CREATE TABLE ranking_board (
  city_month DATE NOT NULL REFERENCES ranking_month,
  board TEXT NOT NULL CHECK (board IN ('district', 'school', 'street', 'company')),
  placed BIGINT NOT NULL CHECK (placed >= 0),
  withheld BIGINT NOT NULL CHECK (withheld >= 0),
  PRIMARY KEY (city_month, board)
);

CREATE FUNCTION refuse_closed_month() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  changed DATE := CASE TG_OP WHEN 'DELETE' THEN OLD.city_month ELSE NEW.city_month END;
BEGIN
  IF EXISTS (SELECT FROM ranking_month WHERE city_month = changed AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the ranking of % is closed', changed;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER ranking_place_of_open_month BEFORE INSERT OR UPDATE OR DELETE ON ranking_place
  FOR EACH ROW EXECUTE FUNCTION refuse_closed_month();
CREATE TRIGGER group_share_of_open_month BEFORE INSERT OR UPDATE OR DELETE ON group_share
  FOR EACH ROW EXECUTE FUNCTION refuse_closed_month();
CREATE TRIGGER ranking_run_of_open_month BEFORE INSERT OR UPDATE OR DELETE ON ranking_run
  FOR EACH ROW EXECUTE FUNCTION refuse_closed_month();

-- What the log of actions says of a month when it is closed.
CREATE FUNCTION ranking_digest(asked DATE) RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(
    coalesce((SELECT string_agg(concat_ws(' ', board, subject, people, savers, sum_milligrams, average_milligrams, coalesce(sum_place, 0),
      coalesce(average_place, 0)), E'\n' ORDER BY board, subject) FROM ranking_place WHERE city_month = asked), '')
    || E'\n\n' ||
    coalesce((SELECT string_agg(concat_ws(' ', group_id, membership_id, milligrams), E'\n' ORDER BY membership_id)
      FROM group_share WHERE city_month = asked), '')
    || E'\n\n' ||
    coalesce((SELECT string_agg(run_id::text, E'\n' ORDER BY run_id) FROM ranking_run WHERE city_month = asked), ''), 'UTF8')), 'hex')
$$;
