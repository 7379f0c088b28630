import type { Transaction } from '#server/platform/index'

import type { SqlCheck } from './sql-check'

/** What made serials: runs, and issuings of projects. */
const fromMakers = (sql: Transaction) => sql`
  (SELECT 'run' AS made_by, run_id AS made_id, serial_from, serial_to FROM run WHERE state = 'issued'
  UNION ALL SELECT 'project_issuance', issuance_id, serial_from, serial_to FROM project_issuance) AS maker`

/** The registry's range has no gap and no overlap; every step of a serial begins where the last one ended, and its block says where that is. */
export const SERIAL_CHECKS: readonly SqlCheck[] = [
  {
    table: 'run',
    query: (sql) => sql`
      SELECT format('%s=%s', CASE made_by WHEN 'run' THEN 'run_id' ELSE 'issuance_id' END, made_id) AS key, 'serial_from' AS what,
        next_free::text AS expected, coalesce(serial_from::text, 'none') AS found
      FROM (
        SELECT made_by, made_id, serial_from, 1 + coalesce(sum(serial_to - serial_from + 1)
          OVER (ORDER BY serial_from, made_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS next_free
        FROM ${fromMakers(sql)}
      ) AS laid_out
      WHERE serial_from IS DISTINCT FROM next_free`,
  },
  {
    table: 'run',
    query: (sql) => sql`
      SELECT format('run_id=%s', run_id) AS key, 'serials' AS what, coalesce(sum(posting.reduction_milligrams), 0)::text AS expected,
        coalesce(serial_to - serial_from + 1, 0)::text AS found
      FROM run LEFT JOIN run_posting AS posting USING (run_id)
      GROUP BY run_id
      HAVING coalesce(sum(posting.reduction_milligrams), 0) <> coalesce(serial_to - serial_from + 1, 0)`,
  },
  {
    table: 'serial_counter',
    query: (sql) => sql`
      SELECT 'only_row=true' AS key, 'next_serial' AS what, (issued.sum + 1)::text AS expected, next_serial::text AS found
      FROM (SELECT coalesce(sum(reduction_milligrams), 0) AS sum FROM (SELECT reduction_milligrams FROM run_posting
        UNION ALL SELECT reduction_milligrams FROM project_issuance) AS made) AS issued
      LEFT JOIN serial_counter ON true
      WHERE next_serial IS DISTINCT FROM issued.sum + 1`,
  },
  {
    table: 'run_posting',
    query: (sql) => sql`
      SELECT format('run_id=%s, account_id=%s', run_id, account_id) AS key, 'serial_offset' AS what, before::text AS expected,
        serial_offset::text AS found
      FROM (
        SELECT run_id, account_id, serial_offset,
          sum(reduction_milligrams) OVER (PARTITION BY run_id ORDER BY account_id) - reduction_milligrams AS before
        FROM run_posting
      ) AS laid_out
      WHERE serial_offset <> before`,
  },
  {
    // The first step of a serial leads out of its posting, or from a project's issuing; every later one begins where the one before ended.
    table: 'serial_move',
    query: (sql) => sql`
      SELECT format('move_no=%s', move.move_no) AS key, 'where it came from' AS what,
        coalesce(string_agg(DISTINCT format('%s of %s', came.book, came.owner_id), ' or '), 'a posting of its giver') AS expected,
        format('%s of %s', move.from_book, move.from_owner_id) AS found
      FROM serial_move AS move
      CROSS JOIN LATERAL (
        SELECT int8multirange(int8range(move.serial_from, move.serial_to, '[]')) AS serials
      ) AS asked
      LEFT JOIN LATERAL (
        SELECT range_agg(held.serials) AS serials FROM (
          SELECT int8range(earlier.serial_from, earlier.serial_to, '[]') AS serials
          FROM serial_move AS earlier
          WHERE earlier.move_no < move.move_no
            AND int8range(earlier.serial_from, earlier.serial_to, '[]') && int8range(move.serial_from, move.serial_to, '[]')
        ) AS held
      ) AS moved ON true
      LEFT JOIN LATERAL (
        SELECT last.to_owner_id AS owner_id, last.to_book AS book FROM serial_move AS last
        WHERE last.move_no < move.move_no
          AND int8range(last.serial_from, last.serial_to, '[]') && int8range(move.serial_from, move.serial_to, '[]')
          AND NOT EXISTS (
            SELECT FROM serial_move AS later
            WHERE later.move_no > last.move_no AND later.move_no < move.move_no
              AND int8range(later.serial_from, later.serial_to, '[]') @>
                int8range(last.serial_from, last.serial_to, '[]') * int8range(move.serial_from, move.serial_to, '[]'))
        UNION ALL
        SELECT posting.account_id, 'holding' FROM run_posting AS posting JOIN run USING (run_id)
        WHERE run.run_id = move.run_id
          AND NOT asked.serials <@ coalesce(moved.serials, '{}')
          AND int8range(run.serial_from + posting.serial_offset, run.serial_from + posting.serial_offset + posting.reduction_milligrams)
            @> range_merge(asked.serials - coalesce(moved.serials, '{}'))
        UNION ALL
        SELECT scheme_owner(), 'issuance' FROM project_issuance AS issued
        WHERE issued.issuance_id = move.run_id AND NOT asked.serials <@ coalesce(moved.serials, '{}')
          AND int8range(issued.serial_from, issued.serial_to, '[]') @> range_merge(asked.serials - coalesce(moved.serials, '{}'))
      ) AS came ON true
      GROUP BY move.move_no, move.from_book, move.from_owner_id
      HAVING bool_or((came.owner_id, came.book) IS DISTINCT FROM (move.from_owner_id, move.from_book))`,
  },
  {
    table: 'serial_move',
    query: (sql) => sql`
      SELECT format('transfer_id=%s', transfer_id) AS key, 'serials moved' AS what, transfer.amount::text AS expected,
        coalesce(sum(serial_to - serial_from + 1), 0)::text AS found
      FROM ledger_transfer AS transfer LEFT JOIN serial_move USING (transfer_id)
      WHERE transfer.unit = 'mgCO2e' AND transfer.kind <> 'issuance'
        -- What somebody owes has no serials: they are elsewhere.
        AND NOT EXISTS (SELECT FROM ledger_account WHERE ledger_account_id IN (from_id, to_id) AND book = 'shortfall')
      GROUP BY transfer_id, transfer.amount HAVING coalesce(sum(serial_to - serial_from + 1), 0) <> transfer.amount`,
  },
  {
    table: 'serial_move',
    query: (sql) => sql`
      SELECT format('move_no=%s', move_no) AS key, 'its transfer' AS what,
        coalesce(format('%s of %s to %s of %s at %s', giver.book, giver.owner_id, taker.book, taker.owner_id,
          transfer.occurred_at), 'a transfer') AS expected,
        format('%s of %s to %s of %s at %s', from_book, from_owner_id, to_book, to_owner_id, moved_at) AS found
      FROM serial_move AS move
      LEFT JOIN ledger_transfer AS transfer USING (transfer_id)
      LEFT JOIN ledger_account AS giver ON giver.ledger_account_id = transfer.from_id
      LEFT JOIN ledger_account AS taker ON taker.ledger_account_id = transfer.to_id
      WHERE (giver.book, giver.owner_id, taker.book, taker.owner_id, transfer.occurred_at)
        IS DISTINCT FROM (from_book, from_owner_id, to_book, to_owner_id, moved_at)`,
  },
  {
    table: 'serial_block',
    query: (sql) => sql`
      SELECT format('serial_from=%s', block.serial_from) AS key, 'place' AS what,
        coalesce(format('%s of %s by %s at %s', last.to_book, last.to_owner_id, last.transfer_id, last.moved_at),
          'one move that brought it here whole') AS expected,
        format('%s of %s by %s at %s', block.book, block.owner_id, block.transfer_id, block.moved_at) AS found
      FROM serial_block AS block
      LEFT JOIN LATERAL (
        SELECT * FROM serial_move AS move
        WHERE int8range(move.serial_from, move.serial_to, '[]') && int8range(block.serial_from, block.serial_to, '[]')
        ORDER BY move.move_no DESC LIMIT 1
      ) AS last ON true
      WHERE (last.to_book, last.to_owner_id, last.transfer_id, last.moved_at)
          IS DISTINCT FROM (block.book, block.owner_id, block.transfer_id, block.moved_at)
        OR NOT int8range(last.serial_from, last.serial_to, '[]') @> int8range(block.serial_from, block.serial_to, '[]')
        OR last.run_id <> block.run_id`,
  },
  {
    table: 'serial_block',
    query: (sql) => sql`
      SELECT format('serial_from=%s', block.serial_from) AS key, 'who made it' AS what, 'a run or an issuing of a project' AS expected,
        block.run_id::text AS found
      FROM serial_block AS block LEFT JOIN ${fromMakers(sql)} ON made_id = block.run_id
        AND int8range(maker.serial_from, maker.serial_to, '[]') @> int8range(block.serial_from, block.serial_to, '[]')
      WHERE made_id IS NULL`,
  },
  {
    // Everything that ever moved lies in a block: none was lost on the way.
    table: 'serial_move',
    query: (sql) => sql`
      SELECT format('serials=%s', moved.serials - coalesce(kept.serials, '{}')) AS key, 'in a block' AS what,
        'every serial that ever moved' AS expected, 'none' AS found
      FROM (SELECT range_agg(int8range(serial_from, serial_to, '[]')) AS serials FROM serial_move) AS moved
      CROSS JOIN (SELECT range_agg(int8range(serial_from, serial_to, '[]')) AS serials FROM serial_block) AS kept
      WHERE moved.serials IS DISTINCT FROM kept.serials`,
  },
]
