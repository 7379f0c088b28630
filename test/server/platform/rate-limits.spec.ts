import { RATE_LIMITS } from '#server/platform/index'
import { invited } from '#test/harness/institution-world'
import { openTestMall, type TestMall } from '#test/harness/mall-world'
import { openOfflineTill } from '#test/harness/offline-till'
import { partnerOfMall } from '#test/harness/partner-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { showCode, withVoucher } from '#test/harness/till-world'

let world: ResidentWorld
let mall: TestMall
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
})
afterAll(() => world.close())

interface Answered {
  readonly status: number
  readonly headers: Headers
}

/** Asks as often as a caller may, a few at a time, and once more. */
const pastTheLimit = async (
  limit: keyof typeof RATE_LIMITS,
  call: () => Promise<Answered>,
): Promise<{ allowed: number[]; refused: Answered }> => {
  const allowed = new Set<number>()
  for (let left: number = RATE_LIMITS[limit].max; left > 0; left -= 20)
    for (const { status } of await Promise.all(Array.from({ length: Math.min(left, 20) }, call)))
      allowed.add(status)
  return { allowed: [...allowed], refused: await call() }
}

const expectTooMany = ({ status, headers }: Answered): void => {
  expect(status).toBe(429)
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
}

describe('how often one may ask', () => {
  it('is counted for her account where codes are shown, whatever the address', async () => {
    const [one, other] = [
      await withVoucher(world, mall, { isOffline: true }),
      await withVoucher(world, mall, { isOffline: true }),
    ]
    const codes = await pastTheLimit('voucherCodes', () => showCode(one.phone, one.voucherId))
    expect(codes.allowed).toEqual([201])
    expectTooMany(codes.refused)
    expect((await showCode(other.phone, other.voucherId)).status).toBe(201)
    const formOf = ({ phone, voucherId }: typeof one) =>
      phone.send('POST', `/v1/me/vouchers/${voucherId}/offline-form`)
    const forms = await pastTheLimit('offlineForms', () => formOf(one))
    expect(forms.allowed).toEqual([201])
    expectTooMany(forms.refused)
    expect((await formOf(other)).status).toBe(201)
  })

  it('is counted for whoever stands at a till where it takes a snapshot', async () => {
    const open = async () =>
      openOfflineTill(world, await invited(world, mall.owner, 'cashier', [mall.shopId]), mall.shopId)
    const [till, colleague] = [await open(), await open()]
    const { allowed, refused } = await pastTheLimit('tillSnapshots', () => till.sync())
    expect(allowed).toEqual([201])
    expectTooMany(refused)
    expect((await colleague.sync()).status).toBe(201)
  })

  it('is counted for a partner, whichever order it asks for', async () => {
    const [partner, other] = [partnerOfMall(world, mall), partnerOfMall(world, await openTestMall(world))]
    let orders = 0
    const nothing = { goodsId: 'gds_01jb00000000000000000000', shopId: mall.shopId }
    const { allowed, refused } = await pastTheLimit('partnerAsks', () =>
      partner.ask(`order-${(orders += 1)}`, nothing),
    )
    expect(allowed).toEqual([400])
    expectTooMany(refused)
    expect((await other.ask('order-1', nothing)).status).toBe(400)
    expect((await partner.read('order-1')).status).toBe(404)
  }, 60_000)

  it('is counted for an institution that uploads pictures, whoever of it does', async () => {
    const manager = await invited(world, mall.owner, 'manager', [])
    const upload = (token: string): Promise<Response> =>
      fetch(`${world.platform.url}/v1/institution/pictures`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' },
        body: 'no picture',
      })
    const { allowed, refused } = await pastTheLimit('pictureUploads', () => upload(mall.owner.token))
    expect(allowed).toEqual([415])
    expectTooMany(refused)
    expectTooMany(await upload(manager.token))
    expect((await upload((await openTestMall(world)).owner.token)).status).toBe(415)
  })

  it('is counted for an address where anybody may look at pictures, and there it is much', async () => {
    const picture = `${world.platform.url}/v1/pictures/${'ab'.repeat(32)}`
    const answer = await fetch(picture)
    expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([
      404,
      String(RATE_LIMITS.pictureReads.max),
    ])
    expect(Number(answer.headers.get('x-ratelimit-remaining'))).toBe(RATE_LIMITS.pictureReads.max - 1)
  })
})
