import type { CityDay } from '#domain/calendar'
import { mallFaults, listed, openTestMall, spender, take } from '#test/harness/mall-world'
import { issueRun } from '#test/harness/issued-run'
import { registerOperator } from '#test/harness/index'
import { phoneCard } from '#test/harness/resident-world'
import {
  letGo,
  report,
  startSupervisionWorld,
  stop,
  type SupervisionWorld,
} from '#test/harness/supervision-world'
import { faultsAfter } from '#test/harness/tampered'

import { push } from '../intake/intake-city'

let world: SupervisionWorld
let accountId: string
beforeAll(async () => {
  world = await startSupervisionWorld()
  const mall = await openTestMall(world)
  const goodsId = await listed(mall)
  const her = await spender(world)
  accountId = her.accountId
  await take(her.phone, goodsId)
  const day = '2026-05-03' as CityDay
  await issueRun(world.platform, { day, postings: [{ accountId, milligrams: 5000n }] })
  const signer = await registerOperator(world.platform.deps, 'sptcc')
  const { scheme, value } = phoneCard('3104990000018899')
  const row = {
    ...{ operatorDay: '2026-05-04', rideNo: 'R1', scene: 'bus', subject: { scheme, value } },
    ...{ board: { at: '2026-05-04T08:00:00+08:00' }, status: 'complete', revision: 0 },
  }
  const created = Math.floor(world.clock.now().getTime() / 1000)
  await push(world.platform.url, signer, [row as never], { operatorId: 'sptcc', signed: { created } })
  world.clock.advanceSeconds(60)
  await stop(world.centre, { accountId })
  const { suspensionId } = (await stop(world.centre, { operatorId: 'sptcc' })).body as {
    suspensionId: string
  }
  world.clock.advanceSeconds(60)
  await letGo(world.bureau, suspensionId)
  await stop(world.exchange, { institutionId: mall.owner.institutionId })
  await report(world)
  const { items } = (await world.centre.get('/v1/staff/fraud-reports?state=open')).body as {
    items: { reportId: string }[]
  }
  await world.centre.send('POST', `/v1/staff/fraud-reports/${items[0]!.reportId}/answer`, {
    ...{ outcome: 'founded', answer: '情况属实，已经处理' },
  })
  world.clock.advanceSeconds(60)
}, 120_000)
afterAll(() => world.close())

it('the audit finds nothing wrong with what the service wrote', async () => {
  expect(await mallFaults(world)).toEqual([])
})

const LATER = `interval '90 seconds'`
it.each([
  [
    'a conversion while the account was stopped',
    `UPDATE conversion SET converted_at = converted_at + ${LATER}`,
    'conversion: out of a suspended account',
  ],
  [
    'goods taken while the account was stopped',
    `UPDATE voucher SET held_at = held_at + ${LATER}`,
    'voucher: out of a suspended account',
  ],
  [
    'grams that left by the ledger alone',
    `UPDATE ledger_transfer SET occurred_at = occurred_at + ${LATER} WHERE kind = 'points-backing'`,
    'ledger_transfer: out of a suspended account',
  ],
  [
    'a push while the operator was stopped',
    `UPDATE push SET received_at = received_at + ${LATER}`,
    'push: received_at',
  ],
  [
    'an account set free by hand',
    `UPDATE account SET suspended_at = NULL WHERE suspended_at IS NOT NULL`,
    'account: suspended as its newest suspension says',
  ],
  [
    'an operator stopped by hand',
    `UPDATE operator SET resumed_at = NULL WHERE resumed_at IS NOT NULL`,
    'operator: suspended as its newest suspension says',
  ],
  [
    'an institution set free by hand',
    `UPDATE institution SET suspended_at = NULL WHERE suspended_at IS NOT NULL`,
    'institution: suspended_at',
  ],
  [
    'a suspension that began later',
    `UPDATE suspension SET began_at = began_at + interval '1 second' WHERE kind = 'account'`,
    'suspension: who and when',
  ],
  [
    'a suspension of a time no calendar has',
    `UPDATE suspension SET began_at = '-infinity' WHERE kind = 'account'`,
    'suspension: who and when',
  ],
  [
    'one that began and ends nowhere in time, and the log with it',
    `UPDATE suspension SET ended_at = 'infinity' WHERE ended_at IS NOT NULL;
     UPDATE audit_entry SET occurred_at = '-infinity' WHERE action = 'operator.resumed'`,
    'suspension: who and when',
  ],
  [
    'a report of fraud of a time no calendar has',
    `UPDATE fraud_report SET answered_at = 'infinity'`,
    'fraud_report: who and when',
  ],
  [
    'a suspension by somebody else',
    `UPDATE suspension SET suspended_by = 'bureau-wu' WHERE kind = 'account'`,
    'suspension: who and when',
  ],
  [
    'a resumption by who stopped it',
    `ALTER TABLE suspension DROP CONSTRAINT suspension_two_people; UPDATE suspension SET ended_by = 'centre-lin' WHERE ended_by IS NOT NULL`,
    'suspension: who and when',
  ],
  [
    'a suspension that is gone',
    `DELETE FROM suspension WHERE kind = 'operator'`,
    'suspension: a row behind the log',
  ],
  [
    'rows of a push counted otherwise',
    `UPDATE push_tally SET rows = rows + 1`,
    'push_tally: rows by verdict',
  ],
  [
    'another answer day of a report',
    `UPDATE fraud_report SET answered_at = answered_at + interval '1 second'`,
    'fraud_report: who and when',
  ],
  ['a report that is gone', `DELETE FROM fraud_report`, 'fraud_report: a row behind the log'],
])('it finds %s', async (_what, change, fault) => {
  expect(await faultsAfter(world, change)).toContain(fault)
})
