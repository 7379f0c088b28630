import type { AuditFault } from '#domain/audit'
import { findAuditBreak, type Sql, type Transaction } from '#server/platform/index'

import { actionFaults } from './action-checks'
import { ANOMALY_CHECKS } from './anomaly-checks'
import { DISTRICT_CHECKS } from './district-checks'
import { institutionFaults } from './institution-checks'
import { LEDGER_CHECKS } from './ledger-checks'
import { MALL_CHECKS } from './mall-checks'
import { MONTH_CHECKS } from './month-checks'
import { POINTS_CHECKS } from './points-checks'
import { POSTING_CHECKS } from './posting-checks'
import { pushFaults } from './push-checks'
import { reportFaults, type OpenSecret } from './report-checks'
import { REDEMPTION_CHECKS } from './redemption-checks'
import { rideFaults } from './ride-checks'
import { RUN_CHECKS, runFaults } from './run-checks'
import { SERIAL_CHECKS } from './serial-checks'
import { faultsOf } from './sql-check'
import { tillLogFaults } from './till-log-checks'

/** What was looked at. */
export interface AuditSummary {
  rides: bigint
  runs: bigint
  postings: bigint
  transfers: bigint
  ledgerAccounts: bigint
  issuedMilligrams: bigint
}

/**
 * Re-derives everything from retained evidence, in one snapshot of the running system, and hands every fault to `report`:
 * rides from metres and methodology, links, consents and overlaps; runs from rides; postings from rides; transfers from postings;
 * entries from transfers; balances from entries; serials from postings; months from postings; districts and anomalies from
 * rides; what operators reported from their signatures; who did what to a run from the chain of staff actions, and that chain;
 * counts of a push from its answer; members and shops of institutions from that chain, mandates from their signatures.
 * Changes nothing. `openSecret` is needed where an operator signs with a shared secret. Returns what was looked at.
 */
export const auditEverything = async (
  sql: Sql,
  report: (fault: AuditFault) => void,
  openSecret?: OpenSecret,
): Promise<AuditSummary> => {
  const rolledBack = new Error('the audit leaves nothing behind')
  let summary: AuditSummary | undefined
  try {
    // Not read only: looking for overlaps needs a temporary table. The snapshot is one, and nothing is committed.
    await sql.begin('isolation level repeatable read', async (transaction) => {
      for await (const fault of allFaults(transaction, openSecret)) report(fault)
      summary = await summaryOf(transaction)
      throw rolledBack
    })
  } catch (error) {
    if (error !== rolledBack) throw error
  }
  if (summary === undefined) throw new Error('the audit ended without a summary')
  return summary
}

async function* allFaults(sql: Transaction, openSecret?: OpenSecret): AsyncGenerator<AuditFault> {
  yield* rideFaults(sql)
  yield* runFaults(sql)
  yield* reportFaults(sql, openSecret)
  yield* faultsOf(sql, [
    ...RUN_CHECKS,
    ...DISTRICT_CHECKS,
    ...ANOMALY_CHECKS,
    ...POSTING_CHECKS,
    ...LEDGER_CHECKS,
    ...SERIAL_CHECKS,
    ...MONTH_CHECKS,
    ...POINTS_CHECKS,
    ...MALL_CHECKS,
    ...REDEMPTION_CHECKS,
  ])
  yield* actionFaults(sql)
  yield* pushFaults(sql)
  yield* institutionFaults(sql)
  yield* tillLogFaults(sql)
  const broken = await findAuditBreak(sql)
  if (broken !== null) {
    const [expected, found] = ['the digest of the entry and of those before it', 'another']
    yield { table: 'audit_entry', key: `sequence=${broken}`, what: 'digest', expected, found }
  }
}

const summaryOf = async (sql: Transaction): Promise<AuditSummary> => {
  const [row] = await sql<AuditSummary[]>`
    SELECT (SELECT count(*) FROM ride) AS "rides", (SELECT count(*) FROM run) AS "runs",
      (SELECT count(*) FROM run_posting) AS "postings", (SELECT count(*) FROM ledger_transfer) AS "transfers",
      (SELECT count(*) FROM ledger_account) AS "ledgerAccounts",
      (SELECT coalesce(sum(reduction_milligrams), 0)::bigint FROM run WHERE state = 'issued') AS "issuedMilligrams"`
  if (row === undefined) throw new Error('a query without a table returned no row')
  return row
}
