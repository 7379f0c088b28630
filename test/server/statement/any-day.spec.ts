import fc from 'fast-check'

import { decodeId } from '#domain/id'
import {
  atWork,
  listed,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { openOfflineTill, type OfflineTill } from '#test/harness/offline-till'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { makeStatements, redeemOne } from '#test/harness/statement-world'
import { tillOf } from '#test/harness/till-world'

let world: ResidentWorld
/** Two merchants; the goods of each are taken by both and paid by the other. */
let malls: [TestMall, TestMall]
beforeAll(async () => {
  world = await startResidentWorld()
  malls = [await openTestMall(world), await openTestMall(world)]
})
afterAll(() => world.close())

const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('redeem', 'offline'), who: fc.nat(1), which: fc.nat(1) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo'), who: fc.nat(1), which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('tell', 'state', 'pay'), who: fc.nat(1), which: fc.nat(5) }),
  },
  // Minutes: around midnights too.
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait'),
      who: fc.constant(0),
      which: fc.constantFrom(6, 200, 719, 1441),
    }),
  },
)

describe('whatever comes on whatever day', () => {
  it('is in the statement of the day the ledger has it on, once, and what is paid is owed no more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 16 }), async (acts) => {
        await live(acts)
        world.clock.advanceSeconds(2 * 86_400)
        await makeStatements(world)
        for (const mall of malls) expect(await statedByDay(mall)).toEqual(await ledgerByDay(mall))
        expect(await mallFaults(world)).toEqual([])
      }),
      { numRuns: 6, examples: [[ONE_OF_EACH]] },
    )
    const kinds = await world.platform.deps.sql<
      { kind: string }[]
    >`SELECT DISTINCT kind FROM statement_line ORDER BY kind`
    expect(kinds.map(({ kind }) => kind)).toEqual(['loss', 'redemption', 'reversal'])
    const [paid] = await world.platform.deps.sql`SELECT FROM statement_payment WHERE fen > 0 AND loss_fen > 0`
    expect(paid).toBeDefined()
  }, 180_000)
})

interface Act {
  readonly kind: string
  readonly who: number
  readonly which: number
}

/** So that nothing is left to chance: taken, undone after midnight, taken twice without network, told days later, stated, paid. */
const ONE_OF_EACH: Act[] = [
  ...[wait(890), does('redeem'), does('redeem', 1), wait(6), does('undo'), does('offline', 1), wait(1441)],
  ...[does('tell'), does('state'), wait(1441), does('state')],
  ...[does('pay'), does('pay'), does('pay', 0, 1), does('pay', 0, 1), does('pay', 0, 1)],
]

function wait(minutes: number): Act {
  return { kind: 'wait', who: 0, which: minutes }
}

function does(kind: string, which = 0, who = 0): Act {
  return { kind, who, which }
}

const live = async (acts: readonly Act[]): Promise<void> => {
  const goods = await newGoods()
  const redeemed: { mall: number; voucherId: string }[] = []
  const untold: { mall: number; till: OfflineTill }[] = []
  for (const { kind, who, which } of acts) {
    const mall = malls[who] as TestMall
    if (kind === 'redeem') {
      const till = await tillOf(mall.owner, mall.shopId)
      redeemed.push({ mall: who, voucherId: await redeemOne(world, till, goods[which] ?? '') })
    } else if (kind === 'offline') {
      untold.push(...(await takeTwice(goods[which] ?? '')))
    } else if (kind === 'undo') {
      const [last] = redeemed.slice(which % Math.max(1, redeemed.length))
      if (last) await undo(malls[last.mall] as TestMall, last.voucherId)
    } else if (kind === 'tell') {
      for (const { mall: whose, till } of untold.splice(0)) await till.tell(till.log, malls[whose]?.owner)
    } else if (kind === 'state') await makeStatements(world)
    else if (kind === 'pay') await payOne(mall)
    else {
      world.clock.advanceSeconds(which * 60)
      malls = [await atWork(world, malls[0]), await atWork(world, malls[1])]
    }
  }
}

const newGoods = async (): Promise<readonly string[]> => {
  malls = [await atWork(world, malls[0]), await atWork(world, malls[1])]
  const shopIds = malls.map(({ shopId }) => shopId)
  const terms = { shopIds, isOffline: true, pricePoints: 100 }
  return [
    await listed(malls[0], { ...terms, payableFen: 1800 }, 1_000_000, [malls[1].owner]),
    await listed(malls[1], { ...terms, payableFen: 70 }, 1_000_000, [malls[0].owner]),
  ]
}

/** One form of one voucher is taken without network in both shops: told later, whoever tells first is redeemed, the other a loss. */
const takeTwice = async (goodsId: string): Promise<{ mall: number; till: OfflineTill }[]> => {
  const { phone } = await spender(world, [1000])
  const { body } = await take(phone, goodsId)
  const form = await phone.send('POST', `/v1/me/vouchers/${body.voucherId}/offline-form`)
  return Promise.all(
    malls.map(async ({ owner, shopId }, mall) => {
      const till = await openOfflineTill(world, owner, shopId)
      await till.sync()
      till.takeOffline(form.body.form as string)
      return { mall, till }
    }),
  )
}

const undo = async (mall: TestMall, voucherId: string): Promise<void> => {
  const till = await tillOf(mall.owner, mall.shopId)
  await till.undo(voucherId)
}

const payOne = async ({ owner }: TestMall): Promise<void> => {
  const { items } = (await owner.get('/v1/institution/dues?limit=1')).body
  const [due] = items as { statementId: string; toPayFen: number }[]
  if (due)
    await owner.send('POST', `/v1/institution/dues/${due.statementId}/payment`, {
      ...{ reference: '转账', fen: due.toPayFen },
    })
}

type Changed = readonly { day: string; sponsor: string; fen: string }[]

const byDay = (rows: Changed): Record<string, number> =>
  Object.fromEntries(
    rows.filter(({ fen }) => fen !== '0').map(({ day, sponsor, fen }) => [`${day} ${sponsor}`, Number(fen)]),
  )

const statedByDay = async ({ owner }: TestMall) =>
  byDay(
    await world.platform.deps.sql<Changed>`
      SELECT city_day::text AS day, sponsor_id::text AS sponsor, sum(fen)::text AS fen FROM statement_line
      WHERE institution_id = ${decodeId('org', owner.institutionId) ?? ''} GROUP BY 1, 2`,
  )

/** What changed in what each sponsor owes the merchant, from the entries alone. */
const ledgerByDay = async ({ owner }: TestMall) =>
  byDay(
    await world.platform.deps.sql<Changed>`
      SELECT (occurred_at AT TIME ZONE 'Asia/Shanghai')::date::text AS day, sponsor_id::text AS sponsor,
        sum(entry.amount)::text AS fen
      FROM payable_pair JOIN ledger_account USING (owner_id) JOIN ledger_entry AS entry USING (ledger_account_id) JOIN ledger_transfer USING (transfer_id)
      WHERE merchant_id = ${decodeId('org', owner.institutionId) ?? ''} AND book = 'payable' AND ledger_transfer.kind <> 'statement-paid'
      GROUP BY 1, 2`,
  )
