import type { SqlCheck } from './sql-check'

/** The registry's range has no gap and no overlap, and a block that left lies inside its owner's own range. */
export const SERIAL_CHECKS: readonly SqlCheck[] = [
  {
    table: 'run',
    query: (sql) => sql`
      SELECT format('run_id=%s', run_id) AS key, 'serial_from' AS what, next_free::text AS expected,
        coalesce(serial_from::text, 'none') AS found
      FROM (
        SELECT run_id, serial_from, 1 + coalesce(sum(serial_to - serial_from + 1)
          OVER (ORDER BY serial_from, run_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS next_free
        FROM run WHERE state = 'issued'
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
      FROM serial_counter
      CROSS JOIN (SELECT coalesce(sum(reduction_milligrams), 0) AS sum FROM run_posting) AS issued
      WHERE next_serial <> issued.sum + 1`,
  },
  {
    table: 'serial_block',
    query: (sql) => sql`
      SELECT format('serial_from=%s', block.serial_from) AS key, 'range' AS what,
        coalesce(format('inside %s to %s', own.own_from, own.own_to), 'inside the range of its giver in the run') AS expected,
        format('%s to %s', block.serial_from, block.serial_to) AS found
      FROM serial_block AS block
      LEFT JOIN ledger_transfer AS transfer USING (transfer_id)
      LEFT JOIN ledger_account AS giver ON giver.ledger_account_id = transfer.from_id
      LEFT JOIN (
        SELECT run.run_id, posting.account_id,
          run.serial_from - posting.reduction_milligrams + sum(posting.reduction_milligrams) OVER in_order AS own_from,
          run.serial_from - 1 + sum(posting.reduction_milligrams) OVER in_order AS own_to
        FROM run_posting AS posting JOIN run USING (run_id)
        WHERE run.run_id IN (SELECT serial_block.run_id FROM serial_block)
        WINDOW in_order AS (PARTITION BY run.run_id ORDER BY posting.account_id)
      ) AS own ON own.run_id = block.run_id AND own.account_id = giver.owner_id
      WHERE own.own_from IS NULL OR block.serial_from < own.own_from OR block.serial_to > own.own_to`,
  },
  {
    table: 'serial_block',
    query: (sql) => sql`
      SELECT format('transfer_id=%s', transfer_id) AS key, 'serials that left' AS what, transfer.amount::text AS expected,
        coalesce(sum(serial_to - serial_from + 1), 0)::text AS found
      FROM ledger_transfer AS transfer
      JOIN ledger_account AS giver ON giver.ledger_account_id = transfer.from_id AND giver.book = 'holding'
      LEFT JOIN serial_block USING (transfer_id)
      GROUP BY transfer_id, transfer.amount HAVING coalesce(sum(serial_to - serial_from + 1), 0) <> transfer.amount`,
  },
  {
    table: 'serial_block',
    query: (sql) => sql`
      SELECT format('serial_from=%s', serial_from) AS key, 'holder and moved_at' AS what,
        coalesce(format('%s at %s', taker.book, transfer.occurred_at), 'the taker of its transfer') AS expected,
        format('%s at %s', block.holder, block.moved_at) AS found
      FROM serial_block AS block
      LEFT JOIN ledger_transfer AS transfer USING (transfer_id)
      LEFT JOIN ledger_account AS taker ON taker.ledger_account_id = transfer.to_id
      WHERE (taker.book, transfer.occurred_at) IS DISTINCT FROM (block.holder, block.moved_at)`,
  },
]
