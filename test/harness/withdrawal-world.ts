import { randomUUID } from 'node:crypto'

import type { RideRow } from '#contract'
import { auditEverything } from '#server/audit/index'
import { addDays, cityDayOf, type CityDay } from '#domain/calendar'

import type { HostCard } from './host-server'
import { employBodies } from './project-world'
import {
  accountIdOf,
  mei,
  phoneCard,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from './resident-world'
import { registerOperator, signedHeaders, type OperatorSigner } from './signed-request'

/** A resident who rides by one card, of which two channels may tell. */
export interface Rider {
  readonly phone: Phone
  readonly accountId: string
  readonly card: HostCard
}

/** A city whose operators push, report and withdraw, and whose staff verify and confirm. */
export interface WithdrawalWorld {
  readonly world: ResidentWorld
  readonly rider: () => Promise<Rider>
  /** A signed reading of an operator's. */
  readonly read: (operatorId: string, path: string) => Promise<Answer>
  /** A signed push of these rows; sptcc's unless another operator is named. */
  readonly push: (rows: readonly RideRow[], as?: { operatorId?: string; pushId?: string }) => Promise<Answer>
  /** The city day it is. */
  readonly today: () => CityDay
  /** Three days on, with every window that is over closed by then. */
  readonly settle: () => Promise<void>
  /** All that settled reported, verified, confirmed by two people and issued. */
  readonly issue: () => Promise<void>
  /** Rides pushed in the evening, settled and issued. */
  readonly ridden: (rows: readonly RideRow[]) => Promise<void>
  readonly follow: () => Promise<void>
  /** All that the audit finds, each day that is over with its statements. */
  readonly faults: () => Promise<string[]>
  readonly close: () => Promise<void>
}

const OPERATORS = ['sptcc', 'metro-app'] as const

export const startWithdrawalWorld = async (): Promise<WithdrawalWorld> => {
  const world = await startResidentWorld('2026-05-04T06:00:00+08:00')
  const { sql, jobs, crypto } = world.platform.deps
  const signers = new Map<string, OperatorSigner>()
  for (const id of OPERATORS) signers.set(id, await registerOperator(world.platform.deps, id))
  const bodies = await employBodies(world)
  const signed = (operatorId: string, request: Signed) => sendSigned(world, signers.get(operatorId)!, request)
  const today = (): CityDay => cityDayOf(world.clock.now())
  const settle = async (): Promise<void> => {
    world.clock.set(`${addDays(today(), 3)}T01:00:00+08:00`)
    await jobs.runNow('settling.close-windows')
  }
  const issueRun = async (operatorId: string, run: Answer['body']): Promise<void> => {
    const { runId, rides, reductionMilligrams } = run
    const target = `/v1/operators/${operatorId}/runs/${runId as string}/report`
    await signed(operatorId, { method: 'POST', target, body: JSON.stringify({ rides, reductionMilligrams }) })
    await bodies.centre.send('POST', `/v1/staff/runs/${runId}/verification`)
    await bodies.centre.send('POST', `/v1/staff/runs/${runId}/confirmations`)
    const { status, body } = await bodies.bureau.send('POST', `/v1/staff/runs/${runId}/confirmations`)
    if (status !== 200) throw new Error(`confirming: ${JSON.stringify(body)}`)
  }
  const issue = async (): Promise<void> => {
    for (const operatorId of OPERATORS) {
      const target = `/v1/operators/${operatorId}/runs?state=settled`
      const { body } = await signed(operatorId, { method: 'GET', target })
      for (const run of body.items) await issueRun(operatorId, run)
    }
    await jobs.runNow('issuance.issue-confirmed')
  }
  const push: WithdrawalWorld['push'] = (rows, { operatorId = 'sptcc', pushId = randomUUID() } = {}) => {
    const body = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    return signed(operatorId, {
      method: 'POST',
      target: `/v1/operators/${operatorId}/pushes/${pushId}`,
      body,
    })
  }
  return {
    ...{ world, push, today, settle, issue, close: world.close },
    rider: () => settleRider(world),
    read: (operatorId, path) =>
      signed(operatorId, { method: 'GET', target: `/v1/operators/${operatorId}/${path}` }),
    ridden: async (rows) => {
      world.clock.set(`${today()}T22:00:00+08:00`)
      const { body } = await push(rows)
      if (body.counts.accepted !== rows.length) throw new Error(`pushing: ${JSON.stringify(body)}`)
      await settle()
      await issue()
    },
    follow: () => jobs.runNow('claw-back.follow-withdrawals'),
    faults: async () => {
      const faults: string[] = []
      await jobs.runNow('statement.make')
      await auditEverything(
        sql,
        ({ table, key, what, expected, found }) =>
          faults.push(`${table} ${key} ${what}: ${expected}, not ${found}`),
        crypto,
      )
      return faults
    },
  }
}

interface Signed {
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body?: string
}

const sendSigned = async (
  { clock, platform }: ResidentWorld,
  signer: OperatorSigner,
  { method, target, body }: Signed,
): Promise<Answer> => {
  const contentType = target.includes('/pushes/') ? 'application/x-ndjson' : 'application/json'
  const created = Math.floor(clock.now().getTime() / 1000)
  const sent = body === undefined ? {} : { body }
  const headers = signedHeaders(signer, {
    method,
    target,
    created,
    ...sent,
    ...(body ? { contentType } : {}),
  })
  const response = await fetch(platform.url + target, { method, headers, ...sent })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

let riders = 0
const settleRider = async (world: ResidentWorld): Promise<Rider> => {
  riders += 1
  const personId = `SIM0000000003${String(riders).padStart(5, '0')}`
  const phone = await world.resident({ ...mei, subject: personId, personId })
  for (const operatorId of OPERATORS) await phone.send('PUT', `/v1/me/consents/metro/${operatorId}`)
  const card = phoneCard(`31049900${String(riders).padStart(8, '0')}`)
  await phone.link([card])
  world.clock.advanceSeconds(1)
  return { phone, accountId: await accountIdOf(world, phone), card }
}

let rides = 0
/** Ten kilometres by metro, 970 g, from seven in the morning on; `change` replaces fields. */
export const metroRide = (
  { card }: Pick<Rider, 'card'>,
  day: CityDay,
  { hour = 7, ...change }: Partial<RideRow> & { readonly hour?: number } = {},
): RideRow => {
  const at = (minute: string): string => `${day}T${String(hour).padStart(2, '0')}:${minute}:00+08:00`
  return {
    ...{
      rideNo: `W${(rides += 1)}`,
      operatorDay: day,
      scene: 'metro',
      status: 'complete',
      distanceMeters: 10_000,
    },
    subject: { scheme: card.scheme, value: card.value },
    board: { at: at('00'), station: '莘庄' },
    alight: { at: at('31'), station: '人民广场' },
    ...change,
  }
}

/** What a ride of `metroRide` comes to. */
export const RIDE_MILLIGRAMS = 970_000

/** The same ride taken back by its operator. */
export const withdrawn = (row: RideRow, reason = '同一张票刷了两次', revision = 1): RideRow => ({
  ...{ ...row, status: 'voided' as const, revision },
  reason,
})
