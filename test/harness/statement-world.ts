import { decodeId } from '#domain/id'

import { openTestShop } from './institution-world'
import { listed, openTestMall, spender, take, type TestMall } from './mall-world'
import { type Answer, type ResidentWorld } from './resident-world'
import { openTill, showCode, type TestTill } from './till-world'

export const makeStatements = ({ platform }: ResidentWorld): Promise<void> =>
  platform.deps.jobs.runNow('statement.make')

/** Moves the clock to a moment and has the statements made that are due by then. */
export const stateAt = async (world: ResidentWorld, moment: string): Promise<void> => {
  world.clock.set(moment)
  await makeStatements(world)
}

/** The merchant's statement of a day, whole, in its latest version. */
export const statementOf = async ({ owner }: TestMall, day: string): Promise<Answer> => {
  const list = await owner.get(`/v1/institution/statements?month=${day.slice(0, 7)}`)
  const items = list.body.items as { day: string; statementId: string }[]
  const found = items.find((item) => item.day === day)
  if (found === undefined) throw new Error(`no statement of ${day}: ${JSON.stringify(list.body)}`)
  return owner.get(`/v1/institution/statements/${found.statementId}`)
}

/** A resident takes goods and shows them at a till now; returns the voucher. */
export const redeemOne = async (world: ResidentWorld, till: TestTill, goodsId: string): Promise<string> => {
  const { phone } = await spender(world, [1000])
  const { body } = await take(phone, goodsId)
  const voucherId = body.voucherId as string
  const code = await showCode(phone, voucherId)
  const answer = await till.scan(code.body.digits as string)
  if (answer.body.outcome !== 'redeemed') throw new Error(JSON.stringify(answer.body))
  return voucherId
}

/** A merchant of its own whose two shops take the mall's goods at a till each. */
export const openMerchant = async (
  world: ResidentWorld,
  terms: object = {},
): Promise<{ mall: TestMall; tills: readonly [TestTill, TestTill]; goodsId: string }> => {
  const mall = await openTestMall(world)
  const second = await openTestShop(mall.owner, '第二家店')
  const goodsId = await listed(mall, { shopIds: [mall.shopId, second], ...terms })
  const tills = [await openTill(world, mall), await openTill(world, mall, second)] as const
  return { mall, tills, goodsId }
}

/** What the books say the merchant is still owed by all, in fen. */
export const owedFen = async (world: ResidentWorld, { owner }: TestMall): Promise<number> => {
  const [row] = await world.platform.deps.sql<{ fen: bigint | null }[]>`
    SELECT sum(balance)::bigint AS fen FROM ledger_account JOIN payable_pair USING (owner_id)
    WHERE merchant_id = ${decodeId('org', owner.institutionId) ?? ''} AND book = 'payable'`
  return Number(row?.fen ?? 0n)
}
