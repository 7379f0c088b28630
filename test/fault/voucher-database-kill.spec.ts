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

const ITEMS = 300

const service = createKilledService()
let crowd: VoucherCrowd
beforeAll(async () => {
  await service.start()
  crowd = await openVoucherCrowd(service)
}, 60_000)
afterAll(() => service.dispose(), 60_000)

/** After so many answers; the service then lives without its database for a moment before it is started again. */
const after = (asking: readonly Promise<unknown>[], answers: number): Middle => ({
  middle: answered(asking, answers),
  letGo: () => sleep(300),
})

describe('kill -9 of PostgreSQL while 200 tills scan one voucher', () => {
  it.each([3, 100])(
    'after %d answers: one redeems it, and every other knows',
    async (answers) => {
      const asking = (await crowd.tillsAtOneVoucher())()
      expectOneRedemption(await crowd.strikeDuring(asking, service.killDatabase, after(asking, answers)))
      expect(await crowd.faults()).toEqual([])
    },
    120_000,
  )
})

describe('kill -9 of PostgreSQL while 500 residents want the last 300 items', () => {
  it.each([5, 200])(
    'after %d answers: gives exactly 300, to who was told so, and takes nobody’s points for nothing',
    async (answers) => {
      const residents = await crowd.residentsAtOneItem(ITEMS)
      const asking = residents.ask()
      const known = await crowd.strikeDuring(asking, service.killDatabase, after(asking, answers))
      await expectSoldOnce(known, ITEMS, residents)
      expect(await crowd.faults()).toEqual([])
    },
    120_000,
  )
})
