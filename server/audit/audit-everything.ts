import type { AuditFault } from '#domain/audit'
import { findAuditBreak, type CryptoModule, type Sql, type Transaction } from '#server/platform/index'

import { actionFaults } from './action-checks'
import { ANOMALY_CHECKS } from './anomaly-checks'
import { anomalyRuleFaults } from './anomaly-rule-faults'
import { consentFaults } from './consent-checks'
import { CLAW_BACK_CHECKS } from './claw-back-checks'
import { CREDIT_CHECKS } from './credit-checks'
import { creditFaults } from './credit-faults'
import { DELIVERY_CHECKS } from './delivery-checks'
import { DISTRICT_CHECKS } from './district-checks'
import { institutionFaults } from './institution-checks'
import { keyFaults } from './key-checks'
import { MEMBER_CHECKS } from './member-checks'
import { METHODOLOGY_CHECKS, methodologyFaults } from './methodology-checks'
import { labelFaults, LABEL_CHECKS } from './label-faults'
import { LEDGER_CHECKS } from './ledger-checks'
import { MALL_CHECKS } from './mall-checks'
import { mandateFaults } from './mandate-checks'
import { MONTH_CHECKS } from './month-checks'
import { approvalCodeFaults, PARTNER_CHECKS, partnerActFaults } from './partner-checks'
import { POINTS_CHECKS } from './points-checks'
import { POSTING_CHECKS } from './posting-checks'
import { PROJECT_CHECKS } from './project-checks'
import { projectFaults } from './project-evidence-checks'
import { PUSH_CHECKS, pushFaults } from './push-checks'
import { RANKING_CHECKS, rankingFaults } from './ranking-checks'
import { reportFaults } from './report-checks'
import { REFERENCE_CHECKS } from './reference-checks'
import { REDEMPTION_CHECKS } from './redemption-checks'
import { rideFaults } from './ride-checks'
import { instrumentFaults, ROUTE_CHECKS } from './route-checks'
import { RUN_CHECKS, runFaults } from './run-checks'
import { SCENE_CHECKS } from './scene-checks'
import { sceneFaults } from './scene-faults'
import { SERIAL_CHECKS } from './serial-checks'
import { snapshotFaults } from './snapshot-checks'
import { faultsOf } from './sql-check'
import { STATEMENT_CHECKS, statementFaults } from './statement-checks'
import { SURRENDER_CHECKS } from './surrender-checks'
import { supervisionFaults } from './supervision-faults'
import { SUSPENSION_CHECKS } from './suspension-checks'
import { tillLogFaults } from './till-log-checks'

/** What was looked at. */
export interface AuditSummary {
  rides: bigint
  runs: bigint
  postings: bigint
  transfers: bigint
  ledgerAccounts: bigint
  issuedMilligrams: bigint
  /** Card numbers that were not compared with their index, for want of the master key. */
  instrumentsUnchecked: bigint
}

/**
 * Re-derives everything from retained evidence, in one snapshot of the running system, and hands every fault to `report`:
 * rides from metres and methodology, links, consents and overlaps; runs from rides; postings from rides; transfers from postings;
 * entries from transfers; balances from entries; serials from postings; months from postings; what was taken back, is owed and was repaid
 * from withdrawn rides and transfers, so that what was issued less all that is what valid rides come to; districts and anomalies from
 * rides; labels of rides by the rules in force on their day, and those rules from the chain; what operators reported from their
 * signatures; who did what to a run from the chain of staff actions, and that chain;
 * counts of a push from its answer; orders of partners from their vouchers and signed acts; members, shops and keys of institutions from
 * that chain, mandates from their signatures; what was published of methodologies from experts' signatures and the names of two offices;
 * where applications for scenes stand from that chain, and that no ride was boarded while its scene was not live;
 * that nothing left what supervision had stopped, and who stopped, let go on and answered reports of fraud, from that chain;
 * reports of projects from their readings, what was issued of them from reports and the names of two bodies;
 * what was surrendered from its transfers and serials, and against the exclusion list;
 * places of groups and districts from postings and memberships, and each closed month as that chain says it was;
 * corrections of credit records from that chain, statements of them from their signatures and the postings behind them;
 * merchants' statements from redemptions, tills' logs and transfers, their digests from their files; the way of the next ride from
 * links and consents. Changes nothing. `crypto` is needed where an operator signs with a shared secret, and to compare card numbers with
 * their index and snapshots of tills with their seal. Returns what was looked at.
 */
export const auditEverything = async (
  sql: Sql,
  report: (fault: AuditFault) => void,
  crypto?: CryptoModule,
): Promise<AuditSummary> => {
  const rolledBack = new Error('the audit leaves nothing behind')
  let summary: AuditSummary | undefined
  try {
    // Not read only: looking for overlaps needs a temporary table. The snapshot is one, and nothing is committed.
    await sql.begin('isolation level repeatable read', async (transaction) => {
      for await (const fault of allFaults(transaction, crypto)) report(fault)
      summary = await summaryOf(transaction, crypto !== undefined)
      throw rolledBack
    })
  } catch (error) {
    if (error !== rolledBack) throw error
  }
  if (summary === undefined) throw new Error('the audit ended without a summary')
  return summary
}

async function* allFaults(sql: Transaction, crypto?: CryptoModule): AsyncGenerator<AuditFault> {
  yield* rideFaults(sql)
  yield* runFaults(sql)
  yield* reportFaults(sql, crypto && ((keyId, sealed) => crypto.open('operator-key', sealed, keyId)))
  yield* faultsOf(sql, [
    ...RUN_CHECKS,
    ...DISTRICT_CHECKS,
    ...ANOMALY_CHECKS,
    ...LABEL_CHECKS,
    ...POSTING_CHECKS,
    ...CLAW_BACK_CHECKS,
    ...LEDGER_CHECKS,
    ...SERIAL_CHECKS,
    ...MONTH_CHECKS,
    ...POINTS_CHECKS,
    ...MALL_CHECKS,
    ...REDEMPTION_CHECKS,
    ...MEMBER_CHECKS,
    ...PARTNER_CHECKS,
    ...DELIVERY_CHECKS,
    ...STATEMENT_CHECKS,
    ...ROUTE_CHECKS,
    ...PUSH_CHECKS,
    ...REFERENCE_CHECKS,
    ...METHODOLOGY_CHECKS,
    ...SCENE_CHECKS,
    ...SUSPENSION_CHECKS,
    ...PROJECT_CHECKS,
    ...SURRENDER_CHECKS,
    ...RANKING_CHECKS,
    ...CREDIT_CHECKS,
  ])
  if (crypto !== undefined) {
    yield* instrumentFaults(sql, crypto)
    yield* approvalCodeFaults(sql, crypto)
  }
  yield* actionFaults(sql)
  yield* pushFaults(sql)
  yield* institutionFaults(sql)
  yield* keyFaults(sql)
  yield* mandateFaults(sql)
  yield* consentFaults(sql)
  yield* snapshotFaults(sql, crypto)
  yield* tillLogFaults(sql, crypto)
  yield* methodologyFaults(sql)
  yield* sceneFaults(sql)
  yield* supervisionFaults(sql)
  yield* anomalyRuleFaults(sql)
  yield* labelFaults(sql)
  yield* projectFaults(sql)
  yield* rankingFaults(sql)
  yield* creditFaults(sql, crypto)
  yield* partnerActFaults(sql)
  yield* statementFaults(sql)
  const broken = await findAuditBreak(sql)
  if (broken !== null) {
    const [expected, found] = ['the digest of the entry and of those before it', 'another']
    yield { table: 'audit_entry', key: `sequence=${broken}`, what: 'digest', expected, found }
  }
}

const summaryOf = async (sql: Transaction, hasKey: boolean): Promise<AuditSummary> => {
  const [row] = await sql<AuditSummary[]>`
    SELECT (SELECT count(*) FROM ride) AS "rides", (SELECT count(*) FROM run) AS "runs",
      (SELECT count(*) FROM run_posting) AS "postings", (SELECT count(*) FROM ledger_transfer) AS "transfers",
      (SELECT count(*) FROM ledger_account) AS "ledgerAccounts",
      (SELECT coalesce(sum(reduction_milligrams), 0)::bigint FROM (SELECT reduction_milligrams FROM run WHERE state = 'issued'
        UNION ALL SELECT reduction_milligrams FROM project_issuance) AS made) AS "issuedMilligrams",
      (SELECT count(*) FROM instrument WHERE number_sealed <> '' AND NOT ${hasKey}) AS "instrumentsUnchecked"`
  if (row === undefined) throw new Error('a query without a table returned no row')
  return row
}
