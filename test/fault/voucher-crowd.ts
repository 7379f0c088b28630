import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import type { TillAnswer, VoucherCode } from '#contract'
import { encodeId } from '#domain/id'
import { auditEverything } from '#server/audit/index'
import { createAccessTokens } from '#server/platform/access-token'

import { listBenchGoods, openBenchMall, openBenchTills, type BenchMall } from '../load/bench-mall'
import { settleSpenders, type Settling } from '../load/spenders'
import type { KilledService } from './killed-service'

export const TILLS = 200
export const RESIDENTS = 500
const PRICE_POINTS = 200
const LOTS = [300, 300]
/** Everybody knows the truth this long after the service is back. */
const KNOWN_WITHIN_SECONDS = 30

interface Said {
  readonly status: number
  readonly body: unknown
}

interface Asked {
  readonly path: string
  readonly token: string
  readonly body: object
  readonly key: string
}

/** When to strike, and what to do once it has been struck. */
export interface Middle {
  readonly middle: Promise<unknown>
  readonly letGo?: () => Promise<unknown>
}

/** Many at one voucher or one item, at a service that is killed in the middle: each keeps its key and asks until it knows. */
export interface VoucherCrowd {
  /** Two hundred tills with the code of one voucher, asking once they are let loose. */
  readonly tillsAtOneVoucher: () => Promise<() => Promise<Said>[]>
  /** Five hundred residents who want one of these each, asking once they are let loose. */
  readonly residentsAtOneItem: (stock: number) => Promise<Residents>
  /** Strikes in the middle and starts the service again; everybody must know by the deadline. */
  readonly strikeDuring: (
    asking: readonly Promise<Said>[],
    kill: () => void,
    middle: Middle,
  ) => Promise<Said[]>
  /** What the audit says of the books; people, shops and points were settled without the papers behind them. */
  readonly faults: () => Promise<string[]>
}

interface Residents {
  readonly ask: () => Promise<Said>[]
  /** Points they took out of their lots so far. */
  readonly spent: () => Promise<bigint>
  /** What this one hears if it asks once more. */
  readonly askAgain: (n: number) => Promise<Said>
}

export const openVoucherCrowd = async (service: KilledService): Promise<VoucherCrowd> => {
  const mall = await withSql(service, (deps) => openBenchMall(deps))
  return {
    tillsAtOneVoucher: () => tillsAtOneVoucher(service, mall),
    residentsAtOneItem: (stock) => residentsAtOneItem(service, mall, stock),
    async strikeDuring(asking, kill, { middle, letGo }) {
      await middle
      kill()
      await letGo?.()
      await service.start()
      const late = sleep(KNOWN_WITHIN_SECONDS * 1000, 'late' as const, { ref: false })
      const known = await Promise.race([Promise.all(asking), late])
      if (known === 'late')
        throw new Error(`Somebody knew nothing ${KNOWN_WITHIN_SECONDS} s after the restart.`)
      return known
    },
    faults: () => faults(service),
  }
}

/** Resolves when so many of them are settled. */
export const answered = (asking: readonly Promise<unknown>[], count: number): Promise<void> =>
  new Promise((resolve) => {
    let settled = 0
    for (const one of asking) void one.then(() => (settled += 1) === count && resolve())
  })

/** One till redeemed it, and every other knows that it is used. */
export const expectOneRedemption = (known: readonly Said[]): void => {
  const outcomes = known.map(({ body }) => (body as TillAnswer).outcome)
  expect(outcomes.filter((outcome) => outcome === 'redeemed')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'alreadyRedeemed')).toHaveLength(TILLS - 1)
}

/** As many as there were items were told so, for their points, and hear it again; everybody else was told that it is sold out. */
export const expectSoldOnce = async (
  known: readonly Said[],
  stock: number,
  { spent, askAgain }: Residents,
): Promise<void> => {
  const winners = known.flatMap(({ status }, n) => (status === 201 ? [n] : []))
  expect(winners).toHaveLength(stock)
  for (const { status, body } of known)
    if (status !== 201) expect(body).toMatchObject({ code: 'goods.sold-out' })
  for (const n of winners) expect(await askAgain(n)).toEqual(known[n])
  expect(await spent()).toBe(BigInt(stock * PRICE_POINTS))
}

const withSql = async <T>(service: KilledService, work: (deps: Settling) => Promise<T>): Promise<T> => {
  const sql = service.openSql()
  try {
    return await work({ sql, tokens: createAccessTokens(service.crypto, service.clock) })
  } finally {
    await sql.end()
  }
}

const send = async (service: KilledService, { path, token, body, key }: Asked): Promise<Said> => {
  const answer = await fetch(service.url() + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: await answer.json() }
}

/** A client that keeps its key and asks until it knows, whatever happens to the service. */
const sendUntilKnown = async (service: KilledService, asked: Asked): Promise<Said> => {
  for (;;) {
    const said = await send(service, asked).catch(() => undefined)
    if (said !== undefined && said.status < 500) return said
    await sleep(100)
  }
}

const tillsAtOneVoucher = async (service: KilledService, mall: BenchMall): Promise<() => Promise<Said>[]> => {
  const { spender, goodsId, tills } = await withSql(service, async (deps) => ({
    spender: (await settleSpenders(deps, 1, LOTS))[0]!,
    goodsId: await listBenchGoods(deps, mall, { pricePoints: PRICE_POINTS, stock: 10, perPersonMax: 1 }),
    tills: await openBenchTills(deps, mall, TILLS),
  }))
  const ask = (path: string, body: object) =>
    sendUntilKnown(service, { path, token: spender.token, body, key: randomUUID() })
  const taken = await ask('/v1/me/vouchers', { goodsId: encodeId('gds', goodsId), step: 'take' })
  const { voucherId } = taken.body as { voucherId: string }
  const shown = await ask(`/v1/me/vouchers/${voucherId}/codes`, { reason: 'shown' })
  const { digits: code } = shown.body as VoucherCode
  return () =>
    tills.map(({ tillId, token }) => {
      const path = `/v1/tills/${encodeId('til', tillId)}/redemptions`
      return sendUntilKnown(service, { path, token, body: { code }, key: randomUUID() })
    })
}

const residentsAtOneItem = async (
  service: KilledService,
  mall: BenchMall,
  stock: number,
): Promise<Residents> => {
  const { people, goodsId } = await withSql(service, async (deps) => ({
    people: await settleSpenders(deps, RESIDENTS, LOTS),
    goodsId: await listBenchGoods(deps, mall, { pricePoints: PRICE_POINTS, stock, perPersonMax: 1 }),
  }))
  const wishes = people.map(({ token }) => ({
    ...{ path: '/v1/me/vouchers', token, key: randomUUID() },
    body: { goodsId: encodeId('gds', goodsId), step: 'take' },
  }))
  const accountIds = people.map(({ accountId }) => accountId)
  const pointsOf = (): Promise<bigint> =>
    withSql(service, async ({ sql }) => {
      const [row] = await sql<{ points: bigint }[]>`
        SELECT sum(balance)::bigint AS points FROM points_lot JOIN ledger_account USING (ledger_account_id)
        WHERE account_id = ANY (${accountIds}::text[]::uuid[])`
      return row?.points ?? 0n
    })
  const before = await pointsOf()
  return {
    ask: () => wishes.map((wish) => sendUntilKnown(service, wish)),
    spent: async () => before - (await pointsOf()),
    askAgain: (n) => send(service, wishes[n]!),
  }
}

const BOOKS = ['goods', 'voucher', 'redemption', 'ledger_account', 'ledger_entry', 'ledger_transfer']
const WITHOUT_PAPERS = ['milligrams behind her points', 'milligrams behind points', 'who and when']

const faults = (service: KilledService): Promise<string[]> =>
  withSql(service, async ({ sql }) => {
    const found: string[] = []
    await auditEverything(sql, ({ table, key, what, expected, found: is }) => {
      if (BOOKS.includes(table) && !WITHOUT_PAPERS.includes(what))
        found.push(`${table} ${key} ${what}: ${expected}, not ${is}`)
    })
    return found
  })
