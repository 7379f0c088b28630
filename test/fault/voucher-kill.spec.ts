import { setTimeout as sleep } from 'node:timers/promises'

import { createKilledService } from './killed-service'
import {
  answered,
  expectOneRedemption,
  expectSoldOnce,
  openVoucherCrowd,
  type Middle,
  type VoucherCrowd,
} from './voucher-crowd'

const ITEMS = 50

const service = createKilledService()
let crowd: VoucherCrowd
beforeAll(async () => {
  await service.start()
  crowd = await openVoucherCrowd(service)
}, 60_000)
afterAll(() => service.dispose(), 60_000)

/** Keeps this table from being written; the middle has come when somebody's transaction waits for it. */
const hold = async (table: 'redemption' | 'voucher'): Promise<Middle> => {
  const sql = service.openSql()
  let letGo: () => void = () => undefined
  const until = new Promise<void>((resolve) => (letGo = resolve))
  let isHeld: () => void = () => undefined
  const held = new Promise<void>((resolve) => (isHeld = resolve))
  let isReached: () => void = () => undefined
  const middle = new Promise<void>((resolve) => (isReached = resolve))
  const holding = sql.begin(async (transaction) => {
    await transaction`LOCK TABLE ${transaction(table)} IN SHARE MODE`
    isHeld()
    for (let isWaiting = false; !isWaiting; await sleep(10)) {
      const rows = await transaction`SELECT FROM pg_locks WHERE relation = ${table}::regclass AND NOT granted`
      isWaiting = rows.length > 0
    }
    isReached()
    await until
  })
  await held
  return {
    middle,
    letGo: async () => {
      // Long enough for the killed side to be gone before our lock is.
      await sleep(200)
      letGo()
      await holding
      await sql.end()
    },
  }
}

describe('kill -9 of the service while 200 tills scan one voucher', () => {
  it.each([
    ['before the first was written', true],
    ['when the first ones had their answers', false],
  ])(
    '%s: one redeems it, and every other knows',
    async (_when, isBefore) => {
      const letLoose = await crowd.tillsAtOneVoucher()
      const held = isBefore ? await hold('redemption') : undefined
      const asking = letLoose()
      const middle = held ?? { middle: answered(asking, 5) }
      expectOneRedemption(await crowd.strikeDuring(asking, service.killService, middle))
      expect(await crowd.faults()).toEqual([])
    },
    120_000,
  )
})

describe('kill -9 of the service while 500 residents want the last 50 items', () => {
  it('gives exactly 50, to who was told so, and takes nobody’s points for nothing', async () => {
    const residents = await crowd.residentsAtOneItem(ITEMS)
    const held = await hold('voucher')
    const known = await crowd.strikeDuring(residents.ask(), service.killService, held)
    await expectSoldOnce(known, ITEMS, residents)
    expect(await crowd.faults()).toEqual([])
  }, 120_000)
})
