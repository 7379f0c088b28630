import { randomUUID } from 'node:crypto'

import type { AuditFault } from '#domain/audit'
import type { CityDay } from '#domain/calendar'
import { isRefusal } from '#contract'
import { auditEverything } from '#server/audit/index'
import { convertGrams } from '#server/points/convert-grams'

import {
  actAs,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
  type TestInstitution,
} from './institution-world'
import { issueRun } from './issued-run'
import { accountIdOf, mei, type Answer, type Phone, type ResidentWorld } from './resident-world'

/** A company that runs the mall, pays for its goods and has a shop, with its owner acting. */
export interface TestMall {
  readonly institution: TestInstitution
  readonly owner: Acting
  readonly shopId: string
}

/** `phone`: who becomes its owner; somebody new unless named. */
export const openTestMall = async (world: ResidentWorld, phone?: Phone): Promise<TestMall> => {
  const institution = await registerTestInstitution(world)
  const owner = await ownerOf(world, institution, phone)
  return { institution, owner, shopId: await openTestShop(owner) }
}

/** The owner signed in anew, as she must after the clock was moved on. */
export const atWork = async (world: ResidentWorld, mall: TestMall): Promise<TestMall> => {
  const phone = await world.signIn(mall.owner.phone.person)
  return { ...mall, owner: await actAs(world, phone, mall.owner.memberId) }
}

/** Terms of a cup of coffee; `changes` replace fields. */
export const coffee = ({ owner, shopId }: TestMall, changes: object = {}): object => ({
  kind: 'coupon',
  name: { zh: '一杯拿铁', en: 'A latte' },
  detail: { zh: '堂食外带都可以。', en: 'To drink here or to take away.' },
  pictureDigest: null,
  ...{ pricePoints: 500, payableFen: 1800, perPersonMax: 2 },
  ...{ soldFrom: '2026-05-01T00:00:00+08:00', soldTo: null, voucherDays: 30, isOffline: false },
  ...{ sponsorId: owner.institutionId, shopIds: [shopId], stockTotal: 100 },
  ...changes,
})

/** An institution that goods name says yes to them, or no. */
export const agree = (by: Acting, goodsId: string, isAgreed = true): Promise<Answer> =>
  by.send('PUT', `/v1/institution/goods-consents/${goodsId}`, { isAgreed })

/** Lists goods, has their sponsor give them a budget and others they name agree. Returns their id. */
export const listed = async (
  mall: TestMall,
  changes: object = {},
  budgetFen = 1_000_000,
  agreeing: readonly Acting[] = [],
): Promise<string> => {
  const goods = await mall.owner.send('POST', '/v1/institution/goods', coffee(mall, changes))
  if (goods.status !== 201) throw new Error(`listing: ${JSON.stringify(goods.body)}`)
  const goodsId = goods.body.goodsId as string
  await mall.owner.send('PUT', `/v1/institution/goods/${goodsId}/budget`, { budgetFen })
  for (const by of agreeing) await agree(by, goodsId)
  return goodsId
}

let people = 0
/** A resident with points; each number is a lot, in months of grant that follow one another, the last of them now. */
export const spender = async (
  world: ResidentWorld,
  lots: readonly number[] = [2000],
): Promise<{ phone: Phone; accountId: string }> => {
  const personId = `SIM0000000001${String((people += 1)).padStart(5, '0')}`
  const phone = await world.resident({ ...mei, subject: personId, personId })
  const accountId = await accountIdOf(world, phone)
  await givePoints(world, accountId, lots)
  return { phone, accountId }
}

/** Points as a conversion grants them, one lot a number; the clock is led through the months and back. */
export const givePoints = async (
  world: ResidentWorld,
  accountId: string,
  lots: readonly number[],
): Promise<void> => {
  const back = world.clock.now()
  for (const [index, grams] of lots.entries()) {
    const month = new Date(back)
    month.setUTCMonth(month.getUTCMonth() - (lots.length - 1 - index))
    world.clock.set(month.toISOString())
    const day = month.toISOString().slice(0, 10) as CityDay
    await issueRun(world.platform, { day, postings: [{ accountId, milligrams: BigInt(grams) * 1000n }] })
    const converted = await convertGrams(world.platform.deps, { accountId, grams, requestKey: randomUUID() })
    if (isRefusal(converted)) throw new Error(converted.refused)
  }
  world.clock.set(back.toISOString())
}

export const take = (
  phone: Phone,
  goodsId: string,
  step: 'take' | 'hold' = 'take',
  key: string = randomUUID(),
): Promise<Answer> => phone.send('POST', '/v1/me/vouchers', { goodsId, step }, { 'idempotency-key': key })

/**
 * What the audit says once the days that are over have their statements, as the city's own job sees to; runs that specs invent have no
 * rides behind them, which is not what is asked here.
 */
export const mallFaults = async ({ platform }: ResidentWorld): Promise<string[]> => {
  const faults: string[] = []
  const { sql, crypto, jobs } = platform.deps
  await jobs.runNow('statement.make')
  const report = ({ table, key, what, expected, found }: AuditFault): void => {
    const isOfRun = table.startsWith('run') || table === 'account_month' || what === 'transfer of a posting'
    if (!isOfRun) faults.push(`${table} ${key} ${what}: ${expected}, not ${found}`)
  }
  await auditEverything(sql, report, crypto)
  return faults
}
