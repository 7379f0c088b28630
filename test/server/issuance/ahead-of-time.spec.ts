import { auditEverything } from '#server/audit/index'
import { issuanceRoutes } from '#server/issuance/index'
import { closeDueWindows } from '#server/settling/index'
import { staffRoutes } from '#server/staff/index'
import type { Sql } from '#server/platform/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'

import {
  asOperator,
  foundSmallCity,
  keepPushOf,
  runOf,
  SETTLED_AT,
  settleResident,
  signInStaff,
  takeRide,
  wireRunId,
  type SmallCity,
} from '../settling/small-city'

let platform: TestPlatform
let sql: Sql
let city: SmallCity
beforeEach(async () => {
  platform = await startTestPlatform({
    clock: testClock(SETTLED_AT),
    contexts: [issuanceRoutes, staffRoutes],
  })
  sql = platform.deps.sql
  city = await foundSmallCity(platform)
})
afterEach(() => platform.close())

/** Takes in a ride of a gate whose clock runs two minutes ahead, from a card unlinked some seconds after the receipt. */
async function replayAfterUnlinking(unlinkedAfterSeconds: number): Promise<unknown> {
  const mei = await settleResident(sql)
  const rideKey = await takeRide(sql, { resident: mei, operator: 'sptcc', board: '09:02' })
  await sql`UPDATE ride SET received_at = boarded_at - INTERVAL '2 minutes' WHERE ride_key = ${rideKey}`
  await keepPushOf(sql, rideKey)
  await sql`
    UPDATE instrument_link SET unlinked_at = ride.received_at + ${unlinkedAfterSeconds} * INTERVAL '1 second'
    FROM ride WHERE ride.ride_key = ${rideKey} AND instrument_link.instrument_id = ride.instrument_id`
  await takeRide(sql, { resident: await settleResident(sql), operator: 'sptcc' })
  await closeDueWindows(platform.deps)
  const run = await runOf(sql, 'sptcc')
  const id = wireRunId(run)
  const figures = { rides: Number(run.rides), reductionMilligrams: String(run.reduction_milligrams) }
  await asOperator(platform, city.signers['sptcc']!, 'POST', `/v1/operators/sptcc/runs/${id}/report`, figures)
  const centre = await signInStaff(platform, city.staff['centre-zhang'])
  return (await centre('POST', `/v1/staff/runs/${id}/verification`)).body
}

async function auditFaults(): Promise<unknown[]> {
  const faults: unknown[] = []
  await auditEverything(sql, (fault) => void faults.push(fault))
  return faults
}

describe('a ride whose gate runs ahead of time', () => {
  it('stands, and its run with it, when the card is unlinked after the receipt and before the told boarding', async () => {
    expect(await replayAfterUnlinking(10)).toMatchObject({
      run: { state: 'verified' },
      replay: { equal: true },
    })
    expect(await auditFaults()).toEqual([])
  })

  it('is named by the replay when the card had long been unlinked at the receipt', async () => {
    expect(await replayAfterUnlinking(-3_600)).toMatchObject({ replay: { equal: false } })
  })
})
