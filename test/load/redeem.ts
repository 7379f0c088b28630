import { randomUUID } from 'node:crypto'

import { encodeId } from '#domain/id'

import { listBenchGoods, openBenchMall, type BenchMall } from './bench-mall'
import { startBenchService, type BenchService, type CpuSeconds } from './bench-service'
import { printFigure } from './figure'
import { openClient, postOf, type HttpClient } from './http-client'
import { percentile } from './latency'
import { settleSpenders, type Spender } from './spenders'

const CLIENTS = 128
/** Five lots of 300 points and a price of 200: of five vouchers two are paid out of two lots. */
const LOTS = [300, 300, 300, 300, 300]
const PRICE_POINTS = 200
const PER_PERSON_MAX = 5
const PEOPLE = 8_000
/** Fewer than are asked for, so that the last ones are fought for. */
const STOCK = 38_000
/** What a row lock serves in about ten seconds. */
const ROW_LOCK_PEOPLE = 1_000
const WARM_UP_PEOPLE = 800

/**
 * One hot item over HTTP until it is sold out: 128 clients with a connection each, authentication, session, limit, lots, transfers and
 * durable commit as in earnest; against one transaction a request that locks the item's row and does the same, on the same database.
 */
export async function benchRedeem(): Promise<void> {
  const service = await startBenchService()
  try {
    const mall = await openBenchMall(service)
    const people = await settleSpenders(service, PEOPLE + ROW_LOCK_PEOPLE + WARM_UP_PEOPLE, LOTS)
    const rowLock = await sellByRowLock(service, mall, people.splice(0, ROW_LOCK_PEOPLE))
    await sellOut(service, service.url, { mall, people: people.splice(0, WARM_UP_PEOPLE), stock: 3_000 })
    const sale = await sellOut(service, service.url, { mall, people, stock: STOCK })
    print(sale, rowLock)
  } finally {
    await service.stop()
  }
}

function print(sale: Sale, rowLock: Sale): void {
  const figure = (name: string, value: number, unit: string, reference: string | null = null): void =>
    printFigure({ bench: 'redeem', figure: name, value, unit, reference })
  figure('redeemsPerSecond', Math.round(sale.perSecond), 'vouchers/s', 'goal: at least 4000')
  figure('p50Milliseconds', percentile(sale.milliseconds, 0.5), 'ms')
  figure('p99Milliseconds', percentile(sale.milliseconds, 0.99), 'ms', 'goal: at most 100')
  figure('rowLockPerSecond', Math.round(rowLock.perSecond), 'vouchers/s', 'one transaction a request')
  figure('rowLockP99Milliseconds', percentile(rowLock.milliseconds, 0.99), 'ms')
  figure('rowLockRatio', Math.round((sale.perSecond / rowLock.perSecond) * 100) / 100, '1', 'in the same run')
  for (const [name, cores] of Object.entries(sale.cores))
    figure(`cores.${name}`, Math.round(cores * 100) / 100, 'cores', 'of 2, the clients share them')
  // What a machine with other work cannot change much.
  for (const [name, cores] of Object.entries(sale.cores))
    figure(`cpuMilliseconds.${name}`, Math.round((cores / sale.perSecond) * 1e6) / 1000, 'ms/voucher')
}

/** The same route served by one transaction a request. */
async function sellByRowLock(service: BenchService, mall: BenchMall, people: Spender[]): Promise<Sale> {
  const program = await service.startProgram('test/load/row-lock-service.ts')
  try {
    return await sellOut(service, program.url, { mall, people, stock: people.length * PER_PERSON_MAX - 100 })
  } finally {
    await program.stop()
  }
}

interface Sale {
  /** Vouchers given in a second, until the last one was. */
  readonly perSecond: number
  /** From the last byte sent to the last byte of the answer, of every voucher given. */
  readonly milliseconds: readonly number[]
  readonly cores: CpuSeconds
}

/** Sells an item until everybody had what she may ask for. Throws unless exactly the stock was given and every point accounts for it. */
async function sellOut(
  service: BenchService,
  url: string,
  { mall, people, stock }: { mall: BenchMall; people: readonly Spender[]; stock: number },
): Promise<Sale> {
  const offered = { pricePoints: PRICE_POINTS, stock, perPersonMax: PER_PERSON_MAX }
  const goodsId = await listBenchGoods(service, mall, offered)
  const goods = encodeId('gds', goodsId)
  // One more each than she may have; whoever asks too often or too late is refused.
  const rounds = Array.from({ length: PER_PERSON_MAX + 1 }, () => people).flat()
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openClient(url)))
  await service.sql`CHECKPOINT`
  const before = service.cpuSeconds()
  const start = performance.now()
  const sold = { milliseconds: [] as number[], lastAt: start, next: 0, cpu: before }
  const buy = async (client: HttpClient): Promise<void> => {
    for (let spender = rounds[sold.next++]; spender !== undefined; spender = rounds[sold.next++]) {
      const body = { goodsId: goods, step: 'take' }
      const request = postOf({ path: '/v1/me/vouchers', token: spender.token, key: randomUUID(), body })
      const sentAt = performance.now()
      const { status, text } = await client.send(request)
      if (status !== 201 && status !== 409) throw new Error(`A request was answered ${status}: ${text}`)
      if (status !== 201) continue
      sold.lastAt = performance.now()
      sold.milliseconds.push(sold.lastAt - sentAt)
      if (sold.milliseconds.length === stock) sold.cpu = service.cpuSeconds()
    }
  }
  await Promise.all(clients.map(buy))
  for (const client of clients) client.close()
  await insistOnExactly(service, goodsId, stock, sold.milliseconds.length)
  const seconds = (sold.lastAt - start) / 1000
  const share = (name: keyof CpuSeconds): number => (sold.cpu[name] - before[name]) / seconds
  const cores = { service: share('service'), database: share('database'), bench: share('bench') }
  return { perSecond: stock / seconds, milliseconds: sold.milliseconds, cores }
}

async function insistOnExactly(
  { sql }: BenchService,
  goodsId: string,
  stock: number,
  answered: number,
): Promise<void> {
  const [found] = await sql<
    { left: bigint; budget: bigint; vouchers: bigint; points: bigint; most: bigint }[]
  >`
    SELECT stock_left AS left, budget_left_fen AS budget, (SELECT count(*) FROM voucher WHERE voucher.goods_id = goods.goods_id) AS vouchers,
      (SELECT coalesce(sum(amount), 0)::bigint FROM ledger_transfer JOIN voucher ON voucher_id = cause_id
        WHERE voucher.goods_id = goods.goods_id AND ledger_transfer.kind = 'points-held') AS points,
      (SELECT max(n) FROM (SELECT count(*) AS n FROM voucher WHERE voucher.goods_id = goods.goods_id GROUP BY account_id) AS had) AS most
    FROM goods WHERE goods_id = ${goodsId}`
  const isExact =
    answered === stock &&
    found?.left === 0n &&
    found.budget === 0n &&
    found.vouchers === BigInt(stock) &&
    found.points === BigInt(stock * PRICE_POINTS) &&
    found.most <= BigInt(PER_PERSON_MAX)
  if (!isExact)
    throw new Error(`Of ${stock} in stock ${answered} were given: ${JSON.stringify(found, asText)}`)
}

const asText = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
