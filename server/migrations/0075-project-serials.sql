-- Reductions of projects are issued into the same ledger and registry as those of rides: the same counter gives their serials, one a
-- milligram, and the registry moves them from the scheme's `issuance` to their owner's holding. So far only runs made serials.

-- One issuing: one report, one owner, one range, one holding. The month is that of the period's last day.
CREATE TABLE project_issuance (
  issuance_id UUID PRIMARY KEY,
  project_id UUID NOT NULL,
  report_no SMALLINT NOT NULL,
  -- The account or institution it went to.
  owner_id UUID NOT NULL,
  city_month DATE NOT NULL CHECK (extract(DAY FROM city_month) = 1),
  methodology_class TEXT NOT NULL,
  reduction_milligrams BIGINT NOT NULL CHECK (reduction_milligrams > 0),
  serial_from BIGINT NOT NULL,
  serial_to BIGINT NOT NULL,
  issued_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT project_issuance_once UNIQUE (project_id, report_no),
  FOREIGN KEY (project_id, report_no) REFERENCES project_report,
  CHECK (serial_to - serial_from + 1 = reduction_milligrams),
  EXCLUDE USING gist (int8range(serial_from, serial_to, '[]') WITH &&)
);
CREATE INDEX project_issuance_owner ON project_issuance (owner_id, city_month);
CREATE TRIGGER project_issuance_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON project_issuance
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who made a serial is a run or an issuing of a project. Both are only ever written by registry_move, which asks for one of them; the
-- audit asks again.
ALTER TABLE serial_block DROP CONSTRAINT serial_block_run_id_fkey;
ALTER TABLE serial_move DROP CONSTRAINT serial_move_run_id_fkey;
COMMENT ON COLUMN serial_block.run_id IS 'the run, or the issuing of a project (project_issuance), that made these serials';
COMMENT ON COLUMN serial_move.run_id IS 'the run, or the issuing of a project (project_issuance), that made these serials';

-- Moves serials from one owner's book to another's and writes down each step: blocks that are there are split where they must be; serials
-- that never moved get their first block. Returns how many moved. Refuses by name: SL005 registry.not-held for serials the
-- giver does not have in that book, by that run or issuing and, in a dated book, of that month and class; SL006
-- registry.not-its-transfer for a move that is not what its transfer says. Serials that lie with somebody else break serial_block's
-- exclusion besides.
CREATE OR REPLACE FUNCTION registry_move(
  moved_transfer UUID, giver UUID, giver_book TEXT, taker UUID, taker_book TEXT,
  run_ids UUID[], froms BIGINT[], tos BIGINT[], moment TIMESTAMPTZ
) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  asked INT8MULTIRANGE;
  found INT8MULTIRANGE;
  stray TEXT;
BEGIN
  PERFORM registry_check_transfer(moved_transfer, giver, giver_book, taker, taker_book, run_ids, froms, tos);
  SELECT range_agg(int8range(f, t, '[]')) INTO asked FROM unnest(froms, tos) AS r (f, t);
  WITH taken AS (
    DELETE FROM serial_block AS block
    WHERE owner_id = giver AND book = giver_book AND int8range(serial_from, serial_to, '[]') && asked
    RETURNING run_id, int8multirange(int8range(serial_from, serial_to, '[]')) AS serials, transfer_id, moved_at
  ), parts AS (
    SELECT run_id, unnest(serials - asked) AS part, giver AS owner_id, giver_book AS book, transfer_id, moved_at FROM taken
    UNION ALL
    SELECT run_id, unnest(serials * asked), taker, taker_book, moved_transfer, moment FROM taken
  ), placed AS (
    INSERT INTO serial_block (run_id, serial_from, serial_to, owner_id, book, transfer_id, moved_at)
    SELECT run_id, lower(part), upper(part) - 1, owner_id, book, transfer_id, moved_at FROM parts
    RETURNING serial_from, serial_to, transfer_id
  )
  SELECT range_agg(int8range(serial_from, serial_to, '[]')) INTO found FROM placed WHERE transfer_id = moved_transfer;
  -- What came from no block must be the giver's own part of the run, from which it has never moved, or all a project's issuing made.
  SELECT string_agg(part::text, ', ') INTO stray
  FROM unnest(run_ids, froms, tos) AS r (run_id, f, t)
  LEFT JOIN run USING (run_id)
  LEFT JOIN run_posting AS own ON own.run_id = r.run_id AND own.account_id = giver AND giver_book = 'holding'
  LEFT JOIN project_issuance AS issued
    ON issued.issuance_id = r.run_id AND (giver, giver_book) = (scheme_owner(), 'issuance') AND taker = issued.owner_id
  CROSS JOIN LATERAL unnest(int8multirange(int8range(r.f, r.t, '[]')) - coalesce(found, '{}')) AS part
  WHERE NOT coalesce(part <@ int8range(run.serial_from + own.serial_offset,
      run.serial_from + own.serial_offset + own.reduction_milligrams),
    part = int8range(issued.serial_from, issued.serial_to + 1), false);
  IF stray IS NOT NULL THEN
    RAISE EXCEPTION 'registry.not-held' USING ERRCODE = 'SL005', DETAIL = stray;
  END IF;
  INSERT INTO serial_block (run_id, serial_from, serial_to, owner_id, book, transfer_id, moved_at)
  SELECT r.run_id, lower(part), upper(part) - 1, taker, taker_book, moved_transfer, moment
  FROM unnest(run_ids, froms, tos) AS r (run_id, f, t)
  CROSS JOIN LATERAL unnest(int8multirange(int8range(r.f, r.t, '[]')) - coalesce(found, '{}')) AS part;
  INSERT INTO serial_move (run_id, serial_from, serial_to, transfer_id, from_owner_id, from_book, to_owner_id, to_book, moved_at)
  SELECT r.run_id, r.f, r.t, moved_transfer, giver, giver_book, taker, taker_book, moment
  FROM unnest(run_ids, froms, tos) AS r (run_id, f, t) ORDER BY r.f;
  RETURN (SELECT sum(t - f + 1) FROM unnest(froms, tos) AS r (f, t));
END $$;

-- The serials of a move lie in the runs or issuings named, those are of the month and class of the books that are dated, and the transfer
-- moves just as many milligrams from that giver's book to that taker's.
CREATE OR REPLACE FUNCTION registry_check_transfer(
  moved_transfer UUID, giver UUID, giver_book TEXT, taker UUID, taker_book TEXT, run_ids UUID[], froms BIGINT[], tos BIGINT[]
) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE wrong TEXT;
BEGIN
  PERFORM FROM ledger_transfer AS transfer
  JOIN ledger_account AS source ON source.ledger_account_id = transfer.from_id
  JOIN ledger_account AS target ON target.ledger_account_id = transfer.to_id
  WHERE transfer.transfer_id = moved_transfer AND transfer.unit = 'mgCO2e'
    AND (source.owner_id, source.book, target.owner_id, target.book) = (giver, giver_book, taker, taker_book)
    -- Once by each range and once by their union: no serial is named twice.
    AND transfer.amount = (SELECT sum(t - f + 1) FROM unnest(froms, tos) AS r (f, t))
    AND transfer.amount = (
      SELECT sum(upper(part) - lower(part))
      FROM (SELECT unnest(range_agg(int8range(f, t, '[]'))) AS part FROM unnest(froms, tos) AS r (f, t)) AS united);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'registry.not-its-transfer' USING ERRCODE = 'SL006', DETAIL = moved_transfer::text;
  END IF;
  SELECT format('%s-%s', r.f, r.t) INTO wrong
  FROM unnest(run_ids, froms, tos) AS r (run_id, f, t)
  LEFT JOIN (run JOIN methodology USING (methodology_no)) ON run.run_id = r.run_id
  LEFT JOIN project_issuance AS issued ON issued.issuance_id = r.run_id
  LEFT JOIN ledger_transfer AS transfer ON transfer.transfer_id = moved_transfer
  LEFT JOIN ledger_account AS book ON book.ledger_account_id IN (transfer.from_id, transfer.to_id) AND book.city_month IS NOT NULL
  WHERE NOT coalesce(r.f >= coalesce(run.serial_from, issued.serial_from)
      AND r.t BETWEEN r.f AND coalesce(run.serial_to, issued.serial_to), false)
    OR (book.city_month, book.methodology_class) <> (coalesce(date_trunc('month', run.operator_day)::date, issued.city_month),
      coalesce(methodology.class, issued.methodology_class))
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'registry.not-held' USING ERRCODE = 'SL005', DETAIL = wrong;
  END IF;
END $$;
