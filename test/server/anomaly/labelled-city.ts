import { randomBytes, randomUUID } from 'node:crypto'

import { addDays, type CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { anomalyRoutes } from '#server/anomaly/index'
import { issuanceRoutes } from '#server/issuance/index'
import type { Sql } from '#server/platform/index'
import { closeDueWindows } from '#server/settling/index'
import { staffRoutes } from '#server/staff/index'
import { startTestPlatform, testClock, type TestClock, type TestPlatform } from '#test/harness/index'

import {
  DAY,
  foundSmallCity,
  SETTLED_AT,
  settleResident,
  signInStaff,
  takeRide,
  type Resident,
  type RideToTake,
  type SmallCity,
} from '../settling/small-city'

export type Caller = Awaited<ReturnType<typeof signInStaff>>
export type Answer = Awaited<ReturnType<Caller>>

/** Rules are switched on the day before `DAY`, after having been tried over the day before that. */
export const TRIED_DAY = addDays(DAY, -2)
const SWITCHED_AT = `${addDays(DAY, -1)}T12:00:00+08:00`
export const RULES = '/v1/staff/anomaly-rules'

export interface LabelledCity extends SmallCity {
  readonly platform: TestPlatform
  readonly sql: Sql
  readonly clock: TestClock
  /** One person each, signed in anew whenever they are asked for. */
  readonly desk: () => Promise<{ centre: Caller; exchange: Caller; bureau: Caller; district: Caller }>
}

/** The small city at noon of the day before its rides, with one resident's two metro rides two days before that have settled. */
export const startLabelledCity = async (): Promise<LabelledCity> => {
  const clock = testClock(SWITCHED_AT)
  const platform = await startTestPlatform({ clock, contexts: [anomalyRoutes, issuanceRoutes, staffRoutes] })
  const city = await foundSmallCity(platform)
  const { sql } = platform.deps
  const signIn = (staffId: string): Promise<Caller> => signInStaff(platform, city.staff[staffId])
  const desk = async () => ({
    centre: await signIn('centre-zhang'),
    exchange: await signIn('exchange-li'),
    bureau: await signIn('bureau-wu'),
    district: await signIn('district-xuhui'),
  })
  const resident = await settleResident(sql)
  await takePast(sql, { resident, metres: 12_345 })
  await takePast(sql, { resident, metres: 36_000, board: '18:00', minutes: 10 })
  await closeDueWindows(platform.deps)
  return { ...city, platform, sql, clock, desk }
}

/** A ride of the day rules are tried over; its window is over. */
export const takePast = (sql: Sql, ride: Omit<RideToTake, 'operator'>): Promise<string> =>
  takeRide(sql, {
    operator: 'sptcc',
    day: TRIED_DAY,
    closesAt: new Date(`${TRIED_DAY}T23:00:00+08:00`),
    ...ride,
  })

const WORDS = { zh: '值得看一看', en: 'Worth a look' }

/** What is asked to draft a rule; the words are the same for all. */
export const draftOf = (change: object): object => ({
  ...{ code: 'of-a-test', kind: 'impossibleSpeed', sceneIds: ['metro', 'bus'], threshold: 40_000 },
  ...{ reason: WORDS, source: WORDS },
  ...change,
})

export const draft = async (by: Caller, change: object): Promise<string> => {
  const drafted = await by('POST', RULES, draftOf(change))
  if (drafted.status !== 201) throw new Error(`drafting: ${JSON.stringify(drafted.body)}`)
  return drafted.body['ruleId'] as string
}

export const tryOver = (by: Caller, ruleId: string, from: CityDay = TRIED_DAY, to = from): Promise<Answer> =>
  by('POST', `${RULES}/${ruleId}/dry-runs`, { from, to })

export const dryRunIdOf = ({ body }: Answer): string => (body['dryRun'] as { dryRunId: string }).dryRunId

/** Drafts a rule, tries it over the day that is past, and has two people switch it on from `DAY`. */
export const switchOn = async (
  { desk }: LabelledCity,
  change: object,
  day: CityDay = DAY,
): Promise<string> => {
  const { centre, bureau } = await desk()
  const ruleId = await draft(centre, change)
  const dryRunId = dryRunIdOf(await tryOver(centre, ruleId))
  const name = { act: 'on', day, dryRunId }
  await centre('POST', `${RULES}/${ruleId}/signatures`, name)
  const signed = await bureau('POST', `${RULES}/${ruleId}/signatures`, name)
  if (signed.body['state'] !== 'awaited') throw new Error(`switching on: ${JSON.stringify(signed.body)}`)
  return ruleId
}

/** Three days after `DAY`, when its windows are over; closes them. */
export const settle = async ({ platform, clock }: LabelledCity): Promise<number> => {
  clock.set(SETTLED_AT)
  return closeDueWindows(platform.deps)
}

/** Another instrument of the same resident. */
export const secondInstrument = async (sql: Sql, resident: Resident): Promise<Resident> => {
  const second = { accountId: resident.accountId, instrumentId: randomUUID() }
  await sql`
    INSERT INTO instrument (instrument_id, blind_index, scheme, kind, issuer_zh, issuer_en, number_sealed, number_tail)
    VALUES (${second.instrumentId}, ${randomUUID()}, 'sptcc-card', 'phoneCard', '', '', ${randomBytes(16)}, '8813')`
  await sql`
    INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
    SELECT ${second.instrumentId}, account_id, linked_at, proof FROM instrument_link WHERE instrument_id = ${resident.instrumentId}`
  return second
}

/** Ride key and figure of every label of a rule. */
export const labelsOf = async (sql: Sql, ruleId: string): Promise<Record<string, number>> => {
  const rows = await sql<{ rule_id: string; ride_key: string; measured: bigint }[]>`
    SELECT rule_id, ride_key, measured FROM ride_label`
  const own = rows.filter(({ rule_id }) => encodeId('anr', rule_id) === ruleId)
  return Object.fromEntries(own.map(({ ride_key, measured }) => [ride_key, Number(measured)]))
}
