import { randomUUID } from 'node:crypto'

import { parseCityDay, type CityDay } from '#domain/calendar'
import { moveSerials, postTransfers, type RunSerials } from '#server/ledger/index'
import type { Sql } from '#server/platform/index'
import { startTestPlatform, testClock, type TestPlatform } from '#test/harness/index'
import { issueRun } from '#test/harness/issued-run'

import { foundSmallCity } from '../settling/small-city'

const [MARCH, APRIL] = [parseCityDay('2026-03-10')!, parseCityDay('2026-04-10')!]
/** Who comes first in account-id order has the first serials of a run. */
const MEI = '11111111-1111-7111-8111-111111111111'
const LAN = '22222222-2222-7222-8222-222222222222'
const MILLIGRAMS = 5_000n

let platform: TestPlatform
let sql: Sql
const runs = new Map<CityDay, { runId: string; first: bigint }>()
beforeAll(async () => {
  platform = await startTestPlatform({ clock: testClock('2026-05-07T03:00:00+08:00'), contexts: [] })
  sql = platform.deps.sql
  await foundSmallCity(platform)
  for (const day of [MARCH, APRIL]) {
    const postings = [MEI, LAN].map((accountId) => ({ accountId, milligrams: MILLIGRAMS }))
    const runId = await issueRun(platform, { day, postings })
    const [run] = await sql<{ first: bigint }[]>`SELECT serial_from AS first FROM run WHERE run_id = ${runId}`
    runs.set(day, { runId, first: run!.first })
  }
})
afterAll(() => platform.close())

/** `amount` serials of a day's run, from the one at `offset` on. */
const serials = (day: CityDay, offset: bigint, amount: bigint): RunSerials => {
  const { runId, first } = runs.get(day)!
  return { runId, from: first + offset, to: first + offset + amount - 1n }
}

interface Move {
  readonly serials: readonly RunSerials[]
  /** The month whose holding gives by the transfer. */
  readonly month?: CityDay
  readonly transferred?: bigint
  /** Whom the caller names, whatever the transfer says. */
  readonly giver?: string
  readonly transferId?: string
}

/** Mei gives to the public pool: the transfer and its serials, and nothing of either when the registry refuses. */
const give = ({ serials: moved, month = MARCH, giver = MEI, ...move }: Move): Promise<void> =>
  sql.begin(async (transaction) => {
    const transferId = randomUUID()
    const [ids] = await transaction<{ holding: string; pool: string; scheme: string }[]>`
      SELECT ledger_account_key(${MEI}, 'holding', 'mgCO2e', date_trunc('month', ${month}::date)::date, 'II') AS holding,
        ledger_account_key(scheme_owner(), 'public-pool', 'mgCO2e', NULL, NULL) AS pool, scheme_owner() AS scheme`
    const now = platform.clock.now()
    const amount = move.transferred ?? moved.reduce((sum, { from, to }) => sum + to - from + 1n, 0n)
    const of = { unit: 'mgCO2e' as const, kind: 'to-public-pool', causeId: randomUUID(), occurredAt: now }
    await postTransfers(transaction, [{ transferId, from: ids!.holding, to: ids!.pool, amount, ...of }])
    await moveSerials(transaction, {
      transferId: move.transferId ?? transferId,
      from: { ownerId: giver, book: 'holding' },
      to: { ownerId: ids!.scheme, book: 'public-pool' },
      serials: moved,
      movedAt: now,
    })
  })

const blocks = () =>
  sql<{ owner_id: string }[]>`SELECT owner_id, serial_from, serial_to FROM serial_block ORDER BY serial_from`

describe('the registry', () => {
  it('moves what lies in the giver’s own part of a run, once', async () => {
    await give({ serials: [serials(MARCH, 0n, 1_000n)] })
    await give({ serials: [serials(APRIL, 0n, 10n)], month: APRIL })
    expect(await blocks()).toHaveLength(2)
    await expect(give({ serials: [serials(MARCH, 999n, 2n)] })).rejects.toThrow('serial_block')
    expect(await blocks()).toHaveLength(2)
  })

  it.each(['serial_move', 'run_posting'])('keeps %s for ever', async (table) => {
    await expect(sql.unsafe(`UPDATE ${table} SET run_id = run_id`)).rejects.toThrow('append-only')
    await expect(sql.unsafe(`DELETE FROM ${table}`)).rejects.toThrow('append-only')
  })

  it.each<[string, string, () => Move]>([
    ['serials of somebody else', 'not-held', () => ({ serials: [serials(MARCH, MILLIGRAMS, 1_000n)] })],
    [
      'serials partly of somebody else',
      'not-held',
      () => ({ serials: [serials(MARCH, MILLIGRAMS - 5n, 10n)] }),
    ],
    [
      'serials of another month than the holding',
      'not-held',
      () => ({ serials: [serials(APRIL, 100n, 10n)] }),
    ],
    [
      'serials under the name of another run',
      'not-held',
      () => ({ serials: [{ ...serials(MARCH, 2_000n, 10n), runId: runs.get(APRIL)!.runId }], month: APRIL }),
    ],
    [
      'serials of no run',
      'not-held',
      () => ({ serials: [{ ...serials(MARCH, 2_000n, 10n), runId: randomUUID() }] }),
    ],
    [
      'serials nobody was ever given',
      'not-held',
      () => ({ serials: [{ ...serials(MARCH, 0n, 10n), from: 900_000n, to: 900_009n }] }),
    ],
    [
      'more serials than milligrams',
      'not-its-transfer',
      () => ({ serials: [serials(MARCH, 2_000n, 10n)], transferred: 9n }),
    ],
    [
      'one serial twice',
      'not-its-transfer',
      () => ({ serials: [serials(MARCH, 2_000n, 10n), serials(MARCH, 2_009n, 10n)] }),
    ],
    [
      'serials of somebody whose milligrams did not move',
      'not-its-transfer',
      () => ({ serials: [serials(MARCH, MILLIGRAMS, 10n)], giver: LAN }),
    ],
    [
      'serials without a transfer',
      'not-its-transfer',
      () => ({ serials: [serials(MARCH, 2_000n, 10n)], transferId: randomUUID() }),
    ],
  ])('refuses %s by name (registry.%s), and nothing moves', async (_what, name, move) => {
    const before = await blocks()
    await expect(give(move())).rejects.toThrow(`registry.${name}`)
    expect(await blocks()).toEqual(before)
  })
})
