import { randomUUID } from 'node:crypto'

import { startFarEnd, type FarEnd, type FarEndMood } from '#mock/gateways/index'
import { addMonths, cityMonthOf, firstDayOf, startOfCityDay } from '#domain/calendar'
import {
  inventedCreditCode,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
} from '#test/harness/institution-world'
import { atWork, listed, openTestMall, spender, take, type TestMall } from '#test/harness/mall-world'
import { openOfflineTill, type OfflineTill } from '#test/harness/offline-till'
import { partnerOfMall, type TestPartner } from '#test/harness/partner-world'
import { startResidentWorld, type Answer, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { showCode, tillOf, type TestTill } from '#test/harness/till-world'

/** A city in which stories happen: two merchants, a chain's own server, and a far end that delivers red packets. */
export interface StoryCity {
  readonly world: ResidentWorld
  readonly far: FarEnd
  readonly malls: readonly [TestMall, TestMall]
  readonly counter: Acting
  readonly chain: TestPartner
  readonly close: () => Promise<void>
}

/** Late enough for lots of two years ago. */
const START = '2028-05-04T09:00:00+08:00'
const DAY_SECONDS = 86_400
const LOT_MONTHS = 24
const CLIENT = { clientId: 'suitan', clientSecret: randomUUID() }

export const startStoryCity = async (): Promise<StoryCity> => {
  let now = Date.now
  const far = await startFarEnd({ ...CLIENT, now: () => now() })
  const creditCode = inventedCreditCode()
  const gateway = { kind: 'redPacket' as const, creditCode, url: far.url, ...CLIENT }
  const world = await startResidentWorld(START, { deliveryGateways: [gateway] })
  now = () => world.clock.now().getTime()
  const malls = [await openTestMall(world), await openTestMall(world)] as const
  const counter = await ownerOf(world, await registerTestInstitution(world, 'merchant', creditCode))
  await openTestShop(counter, '线上发放')
  const close = async (): Promise<void> => {
    await world.close()
    await far.close()
  }
  return { world, far, malls, counter, chain: partnerOfMall(world, malls[0]), close }
}

/** A voucher somebody took in a story. */
interface Taken {
  readonly person: number
  readonly voucherId: string
}

let orders = 0

/** One story: two residents in the last minutes of their first lots, an item two merchants give out, a red packet, and what was taken so far. */
export class MallStory {
  private phones: Phone[] = []
  private vouchers: Taken[] = []
  private orderNos: string[] = []
  /** Tills that took forms without network and have not told all of it. */
  private untold: { readonly till: OfflineTill; readonly at: 0 | 1 }[] = []
  private malls: readonly [TestMall, TestMall]
  private till!: TestTill
  private constructor(
    private readonly city: StoryCity,
    private readonly people: readonly Phone[],
    readonly goodsId: string,
    readonly packetId: string,
  ) {
    this.malls = city.malls
  }

  static async begin(city: StoryCity, stockTotal: number): Promise<MallStory> {
    const { world } = city
    const people = await spendersOfOld(world)
    const malls = await Promise.all(city.malls.map((mall) => atWork(world, mall)))
    const [mall, other] = malls as [TestMall, TestMall]
    const counter = (await atWork(world, { ...mall, owner: city.counter })).owner
    const terms = { stockTotal, perPersonMax: 4, pricePoints: 350, voucherDays: 20 }
    const shopIds = malls.map(({ shopId }) => shopId)
    const cup = { ...terms, isOffline: true, shopIds }
    const packet = { ...terms, kind: 'redPacket', payableFen: 500, shopIds: [] }
    const goodsId = await listed(mall, cup, 100_000_000, [other.owner])
    const packetId = await listed(mall, packet, 100_000_000, [counter])
    const story = new MallStory(city, people, goodsId, packetId)
    await story.signInAnew()
    return story
  }

  /** Sessions and tokens run out while time goes on. */
  private async signInAnew(): Promise<void> {
    const { world } = this.city
    this.phones = await Promise.all(this.people.map(({ person }) => world.signIn(person)))
    const [mall, other] = await Promise.all(this.city.malls.map((one) => atWork(world, one)))
    this.malls = [mall!, other!]
    this.till = await tillOf(mall!.owner, mall!.shopId)
  }

  private run(...jobs: string[]): Promise<unknown> {
    return Promise.all(jobs.map((job) => this.city.world.platform.deps.jobs.runNow(job)))
  }

  private remember(person: number, { status, body }: Answer): void {
    if (status === 201) this.vouchers.push({ person, voucherId: body.voucherId as string })
  }

  private one(which: number): (Taken & { readonly phone: Phone }) | undefined {
    const taken = this.vouchers[which % Math.max(1, this.vouchers.length)]
    const phone = taken && this.phones[taken.person]
    return taken && phone && { ...taken, phone }
  }

  async wait(seconds: number): Promise<void> {
    this.city.world.clock.advanceSeconds(seconds)
    await this.run('voucher.end-due', 'points.expire-lots')
    await this.signInAnew()
  }

  /** Two minutes into the next month, whose midnight ends lots. */
  midnight(): Promise<void> {
    const { clock } = this.city.world
    const next = startOfCityDay(firstDayOf(addMonths(cityMonthOf(clock.now()), 1)))
    return this.wait((next.getTime() - clock.now().getTime()) / 1000 + 120)
  }

  async takeBoth(step: 'take' | 'hold'): Promise<void> {
    const answers = await Promise.all(this.phones.map((phone) => take(phone, this.goodsId, step)))
    answers.forEach((answer, person) => this.remember(person, answer))
  }

  /** Does this to one of the vouchers while the job runs and, if `isContested`, she gives it back. */
  async act(
    kind: 'confirm' | 'refund' | 'redeem' | 'undo',
    which: number,
    isContested: boolean,
  ): Promise<void> {
    const taken = this.one(which)
    if (taken === undefined) return
    const { voucherId, phone } = taken
    const say = (word: string) => phone.send('POST', `/v1/me/vouchers/${voucherId}/${word}`)
    const doIt = async (): Promise<unknown> => {
      if (kind === 'undo') return this.till.undo(voucherId)
      if (kind !== 'redeem') return say(kind === 'confirm' ? 'confirmation' : 'refund')
      const code = await showCode(phone, voucherId)
      return code.status === 201 ? this.till.scan(code.body.digits as string) : undefined
    }
    await Promise.all([doIt(), doIt(), this.run('voucher.end-due'), ...(isContested ? [say('refund')] : [])])
  }

  /** The form of a voucher is signed, and taken without network at one merchant's till or at both. */
  async form(which: number, isTakenTwice: boolean): Promise<void> {
    const taken = this.one(which)
    if (taken === undefined) return
    const { status, body } = await taken.phone.send('POST', `/v1/me/vouchers/${taken.voucherId}/offline-form`)
    if (status !== 201) return
    for (const at of isTakenTwice ? ([0, 1] as const) : ([0] as const)) {
      const { owner, shopId } = this.malls[at]
      const till = await openOfflineTill(this.city.world, owner, shopId)
      await till.sync()
      till.takeOffline(body.form as string)
      this.untold.push({ till, at })
    }
  }

  /** Every till tells what it took, twice at once. */
  async tell(): Promise<void> {
    const telling = this.untold.splice(0).map(
      ({ till, at }) =>
        () =>
          till.tell(undefined, this.malls[at].owner),
    )
    await Promise.all([...telling, ...telling].map((tell) => tell()))
  }

  /** She takes a red packet and says where to; the far end is in this mood. */
  async packet(person: number, mood: FarEndMood): Promise<void> {
    const { far } = this.city
    const phone = this.phones[person]!
    const taken = await take(phone, this.packetId)
    this.remember(person, taken)
    if (taken.status !== 201) return
    far.setMood(mood)
    await phone.send('PUT', `/v1/me/vouchers/${taken.body.voucherId}/recipient`, { recipient: 'wallet-0031' })
    await this.run('delivery.deliver')
  }

  /** The far end finishes what it had taken and says so; of what it never heard it says no, or delivers it, by its mood. */
  async lastWord(mood: 'delivers' | 'recipientUnknown'): Promise<void> {
    this.city.far.setMood(mood)
    this.city.far.finish()
    this.city.world.clock.advanceSeconds(400)
    await this.run('delivery.deliver', 'delivery.deliver')
  }

  /** The chain asks, she says yes, and it goes on to its step. */
  async order(person: number, step: 'held' | 'spend' | 'redemption'): Promise<void> {
    const { chain } = this.city
    const orderNo = `story-${(orders += 1)}`
    const { body } = await chain.ask(orderNo, { goodsId: this.goodsId, shopId: this.malls[0].shopId })
    this.orderNos.push(orderNo)
    await this.phones[person]!.send('POST', `/v1/me/partner-orders/${body.approvalCode}/approval`)
    if (step !== 'held') await chain.step(orderNo, 'spend')
    if (step === 'redemption') await chain.step(orderNo, 'redemption')
  }

  /** The chain does this to one of its orders, twice at once, while the job runs. */
  async orderStep(step: 'spend' | 'redemption' | 'refund' | 'release', which: number): Promise<void> {
    const orderNo = this.orderNos[which % Math.max(1, this.orderNos.length)]
    if (orderNo === undefined) return
    const doIt = () => this.city.chain.step(orderNo, step)
    await Promise.all([doIt(), doIt(), this.run('voucher.end-due')])
  }

  /** She closes her account; of what she had used the shop takes everything back that it still may, at once or right after. */
  async leave(person: number, isUndone: boolean): Promise<void> {
    const close = () => this.phones[person]!.send('POST', '/v1/me/closure', { disposal: 'publicPool' })
    await Promise.all([close(), this.run('voucher.end-due')])
    if (!isUndone) return
    const hers = this.vouchers.filter((taken) => taken.person === person)
    await Promise.all(hers.map(({ voucherId }) => this.till.undo(voucherId)))
    await Promise.all(this.orderNos.map((orderNo) => this.city.chain.step(orderNo, 'refund')))
  }

  turnBack(): Promise<unknown> {
    const key = { 'idempotency-key': randomUUID() }
    return this.malls[0].owner.send('POST', '/v1/institution/turn-backs', undefined, key)
  }
}

/** Two residents whose first lots end at the midnight that is ten minutes away, the others a month later. Days are few, for each has its statements. */
const spendersOfOld = async (world: ResidentWorld): Promise<readonly Phone[]> => {
  const { clock } = world
  const end = startOfCityDay(firstDayOf(addMonths(cityMonthOf(clock.now()), 1)))
  const granted = startOfCityDay(firstDayOf(addMonths(cityMonthOf(end), -LOT_MONTHS)))
  clock.set(new Date(granted.getTime() + DAY_SECONDS * 1000).toISOString())
  const people = [await spender(world, [800, 300]), await spender(world, [1200, 300])]
  clock.set(new Date(end.getTime() - 600_000).toISOString())
  return people.map(({ phone }) => phone)
}

/** Days, in seconds. */
export const days = (count: number): number => count * DAY_SECONDS
