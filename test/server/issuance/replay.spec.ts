import { createHash } from 'node:crypto'

import { closeAccount } from '#server/account/close-account'
import { auditEverything } from '#server/audit/index'
import { issuanceRoutes } from '#server/issuance/index'
import { replayRun, type ReplayFigures } from '#server/issuance/replay-run'
import type { Sql } from '#server/platform/index'
import { closeDueWindows } from '#server/settling/index'
import { staffRoutes } from '#server/staff/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import {
  asOperator,
  foundSmallCity,
  runOf,
  SETTLED_AT,
  settleResident,
  signInStaff,
  takeRide,
  wireRunId,
  type Resident,
  type SmallCity,
} from '../settling/small-city'

let platform: TestPlatform
let sql: Sql
let city: SmallCity
let mei: Resident
beforeEach(async () => {
  platform = await startTestPlatform({
    clock: testClock(SETTLED_AT),
    contexts: [issuanceRoutes, staffRoutes],
  })
  sql = platform.deps.sql
  city = await foundSmallCity(platform)
  mei = await settleResident(sql)
  const lan = await settleResident(sql, 'minhang')
  await takeRide(sql, { resident: mei, operator: 'sptcc', metres: 12_345 })
  await takeRide(sql, { resident: mei, operator: 'sptcc', metres: 1_000, board: '18:00' })
  await takeRide(sql, { resident: lan, operator: 'sptcc', metres: 2_000 })
  await closeDueWindows(platform.deps)
})
afterEach(() => platform.close())

const replay = async (): Promise<ReplayFigures> => {
  const { run_id: runId } = await runOf(sql, 'sptcc')
  return sql.begin((transaction) => replayRun(transaction, runId))
}

/** The list as docs/operations/audit.md describes it, made by hand and not by the service's own code. */
const listByHand = async (): Promise<string> => {
  const rows = await sql<{ ride_key: string; account_id: string; salt: Buffer; metres: number }[]>`
    SELECT ride_key, account_id, salt, distance_meters AS metres FROM ride JOIN run USING (operator_day, operator_no, scene_no, run_no)`
  return rows
    .sort((one, other) => (one.ride_key < other.ride_key ? -1 : 1))
    .map(({ ride_key: key, account_id: account, salt, metres }) => {
      const accountBytes = Buffer.from(account.replaceAll('-', ''), 'hex')
      const accountKey = createHash('sha256').update(salt).update(accountBytes).digest('hex').slice(0, 32)
      return `${key}\t${accountKey}\tmgCO2e\t${metres * 97}\tSHCER02020022024II@1\n`
    })
    .join('')
}

const report = async (): Promise<void> => {
  const run = await runOf(sql, 'sptcc')
  const figures = { rides: Number(run.rides), reductionMilligrams: String(run.reduction_milligrams) }
  const path = `/v1/operators/sptcc/runs/${wireRunId(run)}/report`
  await asOperator(platform, city.signers['sptcc']!, 'POST', path, figures)
}

describe('a replay', () => {
  it('comes to the canonical list, byte for byte, that anybody can make from the retained evidence', async () => {
    const digest = createHash('sha256')
      .update(await listByHand())
      .digest()
    expect(await replay()).toEqual({
      rides: 3n,
      reductionMilligrams: 1_488_465n,
      evidenceDigest: digest,
      faults: 0n,
    })
    expect((await runOf(sql, 'sptcc')).evidence_digest).toEqual(digest)
  })

  it('knows neither record times nor which row came first', async () => {
    const before = await replay()
    await sql.begin(async (transaction) => {
      await transaction`CREATE TEMPORARY TABLE taken ON COMMIT DROP AS SELECT * FROM ride`
      await transaction`DELETE FROM ride`
      await transaction`INSERT INTO ride SELECT * FROM taken ORDER BY ride_key DESC`
      await transaction`UPDATE ride SET received_at = received_at + interval '3 hours'`
      await transaction`UPDATE run SET settled_at = settled_at + interval '3 hours'`
    })
    expect(await replay()).toEqual(before)
  })

  it('is another when a metre, a resident or the version is another', async () => {
    const before = await replay()
    const other = await settleResident(sql)
    for (const change of [
      'UPDATE ride SET distance_meters = 2001 WHERE distance_meters = 2000',
      `UPDATE ride SET account_id = '${other.accountId}', instrument_id = '${other.instrumentId}' WHERE distance_meters = 2000`,
      'UPDATE methodology SET version = 9',
    ]) {
      const undone = new Error('rolled back')
      const { run_id: runId } = await runOf(sql, 'sptcc')
      let after: ReplayFigures | undefined
      await sql
        .begin(async (transaction) => {
          await transaction.unsafe(change)
          after = await replayRun(transaction, runId)
          throw undone
        })
        .catch((error: unknown) => {
          if (error !== undone) throw error
        })
      expect(after?.evidenceDigest).not.toEqual(before.evidenceDigest)
    }
  })

  it('stays the same after the resident has closed her account, and leads back to nobody', async () => {
    await report()
    const centre = await signInStaff(platform, city.staff['centre-zhang'])
    const exchange = await signInStaff(platform, city.staff['exchange-li'])
    const path = `/v1/staff/runs/${wireRunId(await runOf(sql, 'sptcc'))}`
    await centre('POST', `${path}/verification`)
    await centre('POST', `${path}/confirmations`)
    await exchange('POST', `${path}/confirmations`)
    const before = await replay()
    platform.clock.advanceSeconds(3_600)
    const resident = { kind: 'resident' as const, sessionId: mei.accountId, hostId: 'suishenban', ...mei }
    expect(
      await closeAccount(platform.deps, resident, { disposal: 'publicPool', requestId: 'of a spec' }),
    ).toMatchObject({
      disposedMilligrams: 1_294_465,
    })
    expect(await replay()).toEqual(before)
    const [account] =
      await sql`SELECT person_index, person_sealed FROM account WHERE account_id = ${mei.accountId}`
    expect(account).toEqual({ person_index: null, person_sealed: null })
    const faults: unknown[] = []
    await auditEverything(sql, (fault) => void faults.push(fault))
    expect(faults).toEqual([])
  })
})

describe('nothing in the service', () => {
  it.each(['settled', 'reported', 'verified'])('moves a run on that is %s: people do', async (state) => {
    if (state !== 'settled') await report()
    if (state === 'verified') {
      const centre = await signInStaff(platform, city.staff['centre-zhang'])
      await centre('POST', `/v1/staff/runs/${wireRunId(await runOf(sql, 'sptcc'))}/verification`)
    }
    platform.clock.advanceSeconds(30 * 86_400)
    await closeDueWindows(platform.deps)
    await platform.deps.jobs.runNow('issuance.issue-confirmed')
    expect((await runOf(sql, 'sptcc')).state).toBe(state)
    expect(await sql`SELECT 1 FROM ledger_transfer`).toHaveLength(0)
  })
})
