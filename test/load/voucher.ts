import { randomUUID } from 'node:crypto'

import type { TillAnswer, VoucherCode } from '#contract'
import { encodeId } from '#domain/id'

import { listBenchGoods, openBenchMall, openBenchTills, type BenchTill } from './bench-mall'
import { startBenchService, type BenchService, type CpuSeconds } from './bench-service'
import { printFigure } from './figure'
import { openClient, postOf, type HttpClient } from './http-client'
import { percentile } from './latency'
import { settleSpenders, type Spender } from './spenders'

const RACES = 50
/** Not counted: until here the service has not seen these statements. */
const WARM_UP_RACES = 5
const TILLS = 200

/**
 * 200 tills scan one voucher in the same moment, again and again with another: exactly one of them may give the goods, and the others
 * must be told that it was given. Throws when that does not hold.
 */
export async function benchVoucher(): Promise<void> {
  const service = await startBenchService()
  try {
    const mall = await openBenchMall(service)
    const tills = await openBenchTills(service, mall, TILLS)
    const spenders = await settleSpenders(service, WARM_UP_RACES + RACES, [1_000])
    const goodsId = await listBenchGoods(service, mall, { pricePoints: 200, stock: 1_000, perPersonMax: 1 })
    const resident = await openClient(service.url)
    const racers = await Promise.all(
      tills.map(async (till) => ({ till, client: await openClient(service.url) })),
    )
    const milliseconds: number[] = []
    const races: number[] = []
    let before = service.cpuSeconds()
    for (const [n, spender] of spenders.entries()) {
      const code = await codeOf(resident, spender, encodeId('gds', goodsId))
      if (n === WARM_UP_RACES) before = service.cpuSeconds()
      const took = await race(racers, code)
      if (n < WARM_UP_RACES) continue
      milliseconds.push(...took)
      races.push(Math.max(...took))
    }
    const after = service.cpuSeconds()
    await insistOnOneEach(service, spenders.length)
    for (const { close } of [resident, ...racers.map(({ client }) => client)]) close()
    print({ milliseconds, races }, before, after)
  } finally {
    await service.stop()
  }
}

interface Waited {
  readonly milliseconds: readonly number[]
  /** Of each race its last till. */
  readonly races: readonly number[]
}

function print({ milliseconds, races }: Waited, before: CpuSeconds, after: CpuSeconds): void {
  const figure = (name: string, value: number, unit: string, reference: string | null = null): void =>
    printFigure({ bench: 'voucher', figure: name, value, unit, reference })
  figure('successes', 1, 'redemptions', `in each of ${RACES} races of ${TILLS} tills`)
  figure('p50Milliseconds', percentile(milliseconds, 0.5), 'ms')
  figure('p99Milliseconds', percentile(milliseconds, 0.99), 'ms', 'goal: at most 100')
  figure('lastTillP50Milliseconds', percentile(races, 0.5), 'ms', 'of a race')
  figure('lastTillMaxMilliseconds', Math.max(...races), 'ms', 'of the slowest race')
  for (const name of ['service', 'database', 'bench'] as const)
    figure(
      `cpuMilliseconds.${name}`,
      Math.round(((after[name] - before[name]) * 1e4) / RACES) / 10,
      'ms/race',
    )
}

/** A voucher of hers and the code her phone shows for it. */
async function codeOf(client: HttpClient, { token }: Spender, goodsId: string): Promise<string> {
  const ask = async (path: string, body: object): Promise<unknown> => {
    const { status, text } = await client.send(postOf({ path, token, key: randomUUID(), body }))
    if (status !== 201) throw new Error(`${path} was answered ${status}: ${text}`)
    return JSON.parse(text)
  }
  const { voucherId } = (await ask('/v1/me/vouchers', { goodsId, step: 'take' })) as { voucherId: string }
  const code = await ask(`/v1/me/vouchers/${voucherId}/codes`, { reason: 'shown' })
  return (code as VoucherCode).digits
}

/** Every till scans the code at once. Returns how long each waited for its answer. */
async function race(
  racers: readonly { till: BenchTill; client: HttpClient }[],
  code: string,
): Promise<number[]> {
  const requests = racers.map(({ till: { tillId, token } }) =>
    postOf({
      path: `/v1/tills/${encodeId('til', tillId)}/redemptions`,
      ...{ token, key: randomUUID(), body: { code } },
    }),
  )
  const outcomes: string[] = []
  const took = await Promise.all(
    racers.map(async ({ client }, n) => {
      const sentAt = performance.now()
      const { status, text } = await client.send(requests[n]!)
      if (status !== 200) throw new Error(`A till was answered ${status}: ${text}`)
      outcomes.push((JSON.parse(text) as TillAnswer).outcome)
      return performance.now() - sentAt
    }),
  )
  const successes = outcomes.filter((outcome) => outcome === 'redeemed').length
  const told = outcomes.filter((outcome) => outcome === 'alreadyRedeemed').length
  if (successes !== 1 || told !== racers.length - 1)
    throw new Error(`${successes} tills redeemed one voucher, and ${told} were told so.`)
  return took
}

async function insistOnOneEach({ sql }: BenchService, vouchers: number): Promise<void> {
  const [found] = await sql<{ redeemed: number; redemptions: number; points: bigint }[]>`
    SELECT (SELECT count(*)::int FROM voucher WHERE state = 'redeemed') AS redeemed, (SELECT count(*)::int FROM redemption) AS redemptions,
      (SELECT balance FROM ledger_account WHERE book = 'points-collected') AS points`
  const isExact =
    found?.redeemed === vouchers && found.redemptions === vouchers && found.points === BigInt(200 * vouchers)
  if (!isExact) throw new Error(`After ${vouchers} races the books do not say one redemption each.`)
}
