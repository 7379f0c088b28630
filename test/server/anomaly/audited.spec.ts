import { addDays } from '#domain/calendar'
import { auditEverything } from '#server/audit/index'
import type { Transaction } from '#server/platform/index'

import { DAY, settleResident, takeRide } from '../settling/small-city'
import {
  RULES,
  secondInstrument,
  settle,
  startLabelledCity,
  switchOn,
  type LabelledCity,
} from './labelled-city'

let city: LabelledCity

/** One rule of each sort that measures something here, one of them ended; rides of one day that meet, hurry and are many. */
beforeAll(async () => {
  city = await startLabelledCity()
  const { sql } = city
  await switchOn(city, { code: 'fast' })
  await switchOn(city, { code: 'two', kind: 'overlap', threshold: 300 })
  await switchOn(city, { code: 'one', kind: 'instrumentTwice', threshold: 60 })
  const many = await switchOn(city, { code: 'many', kind: 'tooManyRides', threshold: 3 })
  const { centre, exchange } = await city.desk()
  for (const by of [centre, exchange])
    await by('POST', `${RULES}/${many}/signatures`, { act: 'off', day: addDays(DAY, 30) })
  const mei = await settleResident(sql)
  const card = await secondInstrument(sql, mei)
  await takeRide(sql, { resident: mei, operator: 'sptcc', metres: 12_345, minutes: 5, board: '07:00' })
  await takeRide(sql, { resident: mei, operator: 'sptcc', board: '08:00' })
  await takeRide(sql, { resident: card, operator: 'sptcc', board: '08:10' })
  await takeRide(sql, { resident: card, operator: 'sptcc', board: '08:20' })
  await takeRide(sql, { resident: card, operator: 'bus-group', scene: 'bus', board: '08:12' })
  await settle(city)
}, 120_000)
afterAll(() => city.platform.close())

const audit = async (sql: { begin: unknown }): Promise<string[]> => {
  const faults: string[] = []
  await auditEverything(sql as never, ({ table, what }) => faults.push(`${table}: ${what}`))
  return faults
}

/** What the audit says within a transaction that changed rows by hand, triggers off, and is then rolled back. */
const faultsAfter = async (change: string): Promise<string[]> => {
  let faults: string[] = []
  const undone = new Error('rolled back')
  await city.sql
    .begin(async (transaction) => {
      await transaction`SET LOCAL session_replication_role = replica`
      expect((await transaction.unsafe(change)).count).toBeGreaterThan(0)
      const begin = (_isolation: string, work: (sql: Transaction) => Promise<unknown>) => work(transaction)
      faults = await audit({ begin })
      throw undone
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error
    })
  return faults
}

it('the audit finds nothing wrong with what the service wrote', async () => {
  expect(await audit(city.sql)).toEqual([])
})

const FAST = `(SELECT rule_id FROM anomaly_rule WHERE code = 'fast')`
it.each([
  ['a label’s figure', 'UPDATE ride_label SET measured = measured + 1', 'ride_label: measured'],
  ['a label taken away', `DELETE FROM ride_label WHERE rule_id = ${FAST}`, 'ride_label: labels kept'],
  [
    'a label taken away with its count',
    `WITH gone AS (DELETE FROM ride_label WHERE rule_id = ${FAST}) UPDATE run_label SET rides = 0 WHERE rule_id = ${FAST}`,
    'ride_label: rides',
  ],
  [
    'a label that no ride bears out',
    `INSERT INTO ride_label SELECT run_id, rule_id, operator_day, gen_random_uuid(), 99000 FROM ride_label WHERE rule_id = ${FAST}`,
    'ride_label: measured',
  ],
  ['a count of labels', 'UPDATE run_label SET rides = rides + 7', 'ride_label: labels kept'],
  [
    'a run that was not labelled',
    `DELETE FROM run_label WHERE rule_id = ${FAST}`,
    'run_label: labelled by the rules of its day',
  ],
  [
    'a threshold',
    `UPDATE anomaly_rule SET threshold = 42000 WHERE code = 'fast'`,
    'anomaly_rule: as the log says',
  ],
  [
    'the words of a rule',
    `UPDATE anomaly_rule SET reason_zh = '没有什么' WHERE code = 'fast'`,
    'anomaly_rule: as the log says',
  ],
  [
    'the first day of a rule',
    `UPDATE anomaly_rule SET valid_from = valid_from - 1 WHERE code = 'fast'`,
    'anomaly_rule: days in force',
  ],
  [
    'a rule switched off by hand',
    `UPDATE anomaly_rule SET valid_to = valid_from WHERE code = 'fast'`,
    'anomaly_rule: days in force',
  ],
  [
    'a rule whose end was taken away',
    `UPDATE anomaly_rule SET valid_to = NULL WHERE code = 'many'`,
    'anomaly_rule: days in force',
  ],
  [
    'a draft switched on by hand',
    `UPDATE anomaly_rule SET valid_from = '2026-06-01' WHERE code = 'speed-metro'`,
    'anomaly_rule: days in force',
  ],
  [
    'who signed',
    `UPDATE anomaly_signature SET staff_id = 'exchange-li' WHERE staff_id = 'bureau-wu'`,
    'anomaly_signature: as the log says',
  ],
  [
    'the office of who signed',
    `UPDATE anomaly_signature SET office = 'centre'`,
    'anomaly_signature: as the log says',
  ],
  [
    'a name taken away',
    `DELETE FROM anomaly_signature WHERE staff_id = 'bureau-wu'`,
    'anomaly_rule: a row behind the log',
  ],
  [
    'what came out of a dry run',
    `UPDATE anomaly_dry_run SET days = '[]'`,
    'anomaly_dry_run: as the log says',
  ],
])('the audit names %s changed by hand', async (_what, change, fault) => {
  expect(await faultsAfter(change)).toContain(fault)
})
