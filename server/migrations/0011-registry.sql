-- The registry: serials that left their first owner may move again – to points' backing, to an institution, to cancellation. A block
-- says where its serials are now, the moves say how they came there. The registry is the only proof of title.

-- Books of reductions whose serials are kept as blocks once they have left their run's layout. Only the owner of a run's posting holds
-- serials without a block.
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_holding_is_dated;
ALTER TABLE ledger_account ADD CONSTRAINT ledger_account_holding_is_dated
  CHECK ((book IN ('holding', 'points-backing')) = (city_month IS NOT NULL) AND (city_month IS NULL) = (methodology_class IS NULL));

DROP TRIGGER serial_block_append_only ON serial_block;
ALTER TABLE serial_block ADD COLUMN owner_id UUID, ADD COLUMN book TEXT;
UPDATE serial_block SET owner_id = scheme_owner(), book = holder;
ALTER TABLE serial_block ALTER COLUMN owner_id SET NOT NULL, ALTER COLUMN book SET NOT NULL, DROP COLUMN holder;
CREATE INDEX serial_block_owner ON serial_block (owner_id, book);

-- Every step of every serial, for ever. A serial's history is the moves whose range holds it, in the order of move_no.
CREATE TABLE serial_move (
  move_no BIGINT PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  run_id UUID NOT NULL REFERENCES run,
  serial_from BIGINT NOT NULL,
  serial_to BIGINT NOT NULL CHECK (serial_to >= serial_from),
  transfer_id UUID NOT NULL,
  from_owner_id UUID NOT NULL,
  from_book TEXT NOT NULL,
  to_owner_id UUID NOT NULL,
  to_book TEXT NOT NULL,
  moved_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX serial_move_taker ON serial_move (to_owner_id, to_book);
CREATE INDEX serial_move_transfer ON serial_move (transfer_id);
CREATE INDEX serial_move_range ON serial_move USING gist (int8range(serial_from, serial_to, '[]'));
INSERT INTO serial_move (run_id, serial_from, serial_to, transfer_id, from_owner_id, from_book, to_owner_id, to_book, moved_at)
SELECT block.run_id, block.serial_from, block.serial_to, block.transfer_id, giver.owner_id, giver.book, block.owner_id, block.book,
  block.moved_at
FROM serial_block AS block
JOIN ledger_transfer AS transfer USING (transfer_id)
JOIN ledger_account AS giver ON giver.ledger_account_id = transfer.from_id
ORDER BY block.moved_at, block.serial_from;
CREATE TRIGGER serial_move_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON serial_move
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Which uses the reductions of a class may go to, by date (分类施策): the class decides, not the methodology's text.
CREATE TABLE class_use (
  scheme_id TEXT NOT NULL,
  class TEXT NOT NULL,
  use TEXT NOT NULL CHECK (use IN ('points', 'sale', 'offset', 'donation', 'surrender')),
  valid_from DATE NOT NULL,
  valid_to DATE,
  source TEXT NOT NULL,
  PRIMARY KEY (scheme_id, class, use, valid_from),
  CHECK (valid_to IS NULL OR valid_to > valid_from),
  EXCLUDE USING gist (scheme_id WITH =, class WITH =, use WITH =, daterange(valid_from, valid_to) WITH &&)
);

-- Where an account's own serials begin inside its run: the prefix sum in account-id order, written once when the run is issued, so that
-- whoever takes serials from a person does not add up a city before her. The audit derives it again.
ALTER TABLE run_posting ADD COLUMN serial_offset BIGINT;
ALTER TABLE run_posting DISABLE TRIGGER run_posting_append_only;
UPDATE run_posting AS posting SET serial_offset = laid_out.before
FROM (
  SELECT run_id, account_id, sum(reduction_milligrams) OVER (PARTITION BY run_id ORDER BY account_id) - reduction_milligrams AS before
  FROM run_posting
) AS laid_out
WHERE posting.run_id = laid_out.run_id AND posting.account_id = laid_out.account_id;
ALTER TABLE run_posting ENABLE TRIGGER run_posting_append_only;
ALTER TABLE run_posting ALTER COLUMN serial_offset SET NOT NULL, ADD CHECK (serial_offset >= 0);

-- Moves serials from one owner's book to another's and writes down each step: blocks that are there are split where they must be; serials
-- that never left their posting get their first block. Returns how many moved. Refuses by name (SQLSTATE SL005) serials the
-- giver does not have in that book; serials that lie with somebody else already break serial_block's exclusion.
CREATE FUNCTION registry_move(
  moved_transfer UUID, giver UUID, giver_book TEXT, taker UUID, taker_book TEXT,
  run_ids UUID[], froms BIGINT[], tos BIGINT[], moment TIMESTAMPTZ
) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
  asked INT8MULTIRANGE;
  found INT8MULTIRANGE;
BEGIN
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
  IF giver_book <> 'holding' AND asked IS DISTINCT FROM found THEN
    RAISE EXCEPTION 'registry.not-held' USING ERRCODE = 'SL005', DETAIL = (asked - coalesce(found, '{}'))::text;
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
