import type { Transaction } from '#server/platform/index'

import type { SqlCheck } from './sql-check'

/**
 * The books that may go below zero, by name: three of the scheme, the risk book of each sponsor, and what a resident owes. What an account's own row says of
 * itself proves nothing. Expects `ledger_account` in scope.
 */
const isNamedSource = (sql: Transaction) => sql`(
  ledger_account.kind = 'scheme' AND ledger_account.owner_id = scheme_owner()
    AND (ledger_account.book, ledger_account.unit) IN (('issuance', 'mgCO2e'), ('points-issuer', 'point'), ('outside-money', 'fen'))
  OR ledger_account.kind = 'institution' AND ledger_account.book = 'sponsor-risk' AND ledger_account.unit = 'fen'
    AND EXISTS (SELECT FROM institution WHERE institution_id = ledger_account.owner_id)
  OR ledger_account.kind = 'resident' AND ledger_account.book = 'shortfall' AND ledger_account.unit = 'mgCO2e'
    AND EXISTS (SELECT FROM account WHERE account_id = ledger_account.owner_id))`

/** Entries from transfers, running balances from entries, balances from entries, and nothing made or lost in any unit. */
export const LEDGER_CHECKS: readonly SqlCheck[] = [
  {
    table: 'ledger_entry',
    query: (sql) => sql`
      WITH derived AS (
        SELECT transfer_id, from_id AS ledger_account_id, -amount AS amount FROM ledger_transfer
        UNION ALL
        SELECT transfer_id, to_id, amount FROM ledger_transfer
      )
      SELECT format('transfer_id=%s, ledger_account_id=%s, version=%s', transfer_id, ledger_account_id, entry.version) AS key,
        'amount' AS what, derived.amount::text AS expected, entry.amount::text AS found
      FROM derived FULL JOIN ledger_entry AS entry USING (transfer_id, ledger_account_id)
      WHERE derived.amount IS DISTINCT FROM entry.amount`,
  },
  {
    table: 'ledger_entry',
    query: (sql) => sql`
      SELECT format('ledger_account_id=%s, version=%s', ledger_account_id, version) AS key, 'version' AS what,
        place::text AS expected, version::text AS found
      FROM (SELECT ledger_account_id, version, row_number() OVER (PARTITION BY ledger_account_id ORDER BY version) AS place
        FROM ledger_entry) AS numbered
      WHERE version <> place`,
  },
  {
    table: 'ledger_entry',
    query: (sql) => sql`
      SELECT format('ledger_account_id=%s, version=%s', ledger_account_id, version) AS key, 'balance_after' AS what,
        (before + amount)::text AS expected, balance_after::text AS found
      FROM (SELECT *, lag(balance_after, 1, 0::bigint) OVER (PARTITION BY ledger_account_id ORDER BY version) AS before
        FROM ledger_entry) AS running
      WHERE balance_after <> before + amount`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('ledger_account_id=%s', ledger_account_id) AS key, 'balance and version' AS what,
        format('%s at version %s', coalesce(entries.sum, 0), coalesce(entries.count, 0)) AS expected,
        format('%s at version %s', account.balance, account.version) AS found
      FROM ledger_account AS account
      FULL JOIN (SELECT ledger_account_id, sum(amount), count(*) FROM ledger_entry GROUP BY ledger_account_id) AS entries
        USING (ledger_account_id)
      WHERE account.balance IS DISTINCT FROM coalesce(entries.sum, 0)
        OR account.version IS DISTINCT FROM coalesce(entries.count, 0)`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('ledger_account_id=%s', ledger_account_id) AS key, 'balance' AS what, 'not below zero' AS expected,
        min(balance_after)::text AS found
      FROM ledger_account JOIN ledger_entry USING (ledger_account_id)
      WHERE NOT ${isNamedSource(sql)} GROUP BY ledger_account_id HAVING min(balance_after) < 0`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('ledger_account_id=%s', ledger_account_id) AS key, 'is_source' AS what,
        (NOT is_source)::text AS expected, format('%s of book %s of %s', is_source, book, owner_id) AS found
      FROM ledger_account WHERE is_source <> ${isNamedSource(sql)}`,
  },
  {
    table: 'ledger_transfer',
    query: (sql) => sql`
      SELECT format('transfer_id=%s', transfer_id) AS key, 'unit' AS what,
        format('%s to %s', giver.unit, taker.unit) AS expected, transfer.unit AS found
      FROM ledger_transfer AS transfer
      LEFT JOIN ledger_account AS giver ON giver.ledger_account_id = from_id
      LEFT JOIN ledger_account AS taker ON taker.ledger_account_id = to_id
      WHERE giver.unit IS DISTINCT FROM transfer.unit OR taker.unit IS DISTINCT FROM transfer.unit`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('unit=%s', unit) AS key, 'sum of all balances' AS what, '0' AS expected, sum(balance)::text AS found
      FROM ledger_account GROUP BY unit HAVING sum(balance) <> 0`,
  },
  {
    table: 'ledger_account',
    query: (sql) => sql`
      SELECT format('ledger_account_id=%s', ledger_account_id) AS key, 'issued in all' AS what,
        issued.sum::text AS expected, (-balance)::text AS found
      FROM ledger_account
      CROSS JOIN (SELECT coalesce(sum(reduction_milligrams), 0) AS sum FROM (SELECT reduction_milligrams FROM run_posting
        UNION ALL SELECT reduction_milligrams FROM project_issuance) AS made) AS issued
      WHERE owner_id = scheme_owner() AND book = 'issuance' AND -balance <> issued.sum`,
  },
  {
    // What is issued in the moment of a closing is passed on within the hour; what is left a day later is stuck.
    table: 'account',
    query: (sql) => sql`
      SELECT format('account_id=%s', account_id) AS key, 'left a day after closing' AS what, '0' AS expected,
        sum(balance)::text AS found
      FROM account JOIN ledger_account AS book ON book.owner_id = account_id AND book.unit = 'mgCO2e' AND book.balance > 0
      WHERE closed_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger_entry AS entry JOIN ledger_transfer USING (transfer_id)
        WHERE entry.ledger_account_id = book.ledger_account_id AND recorded_at > now() - interval '1 day')
        -- What a far end has not answered for yet is nobody's to pass on.
        AND NOT EXISTS (SELECT FROM delivery JOIN voucher USING (voucher_id)
          WHERE voucher.account_id = account.account_id AND settled_at IS NULL)
      GROUP BY account_id`,
  },
]
