import type { MemberList } from '#contract'
import { decodeId } from '#domain/id'
import {
  invited,
  openTestShop,
  ownerOf,
  registerTestInstitution,
  type Acting,
} from '#test/harness/institution-world'
import {
  mei,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

let world: ResidentWorld
let owner: Acting
let shopId: string
beforeAll(async () => {
  world = await startResidentWorld()
  owner = await ownerOf(world, await registerTestInstitution(world))
  shopId = await openTestShop(owner)
})
afterAll(() => world.close())

const codeOf = async (): Promise<string> => {
  const asked = { role: 'cashier', displayName: '小周', shopIds: [shopId] }
  return (await owner.send('POST', '/v1/institution/invitations', asked)).body.code as string
}
const join = async (phone: Phone): Promise<Answer> =>
  phone.send('POST', '/v1/me/memberships', { code: await codeOf() })
const idsOf = async (phone: Phone): Promise<string[]> =>
  ((await phone.get('/v1/me/memberships')).body.items as { memberId: string }[]).map(
    ({ memberId }) => memberId,
  )

describe('one person', () => {
  it('is one member through every host that knows who she is, until she is dismissed through all of them', async () => {
    const person = { ...mei, subject: 'one-person', personId: 'SIM000000000000801' }
    const phones = [
      await world.signIn(person),
      await world.signIn(person, world.wechat),
      await world.signIn(person, world.alipay),
    ] as const
    const memberId = (await join(phones[0])).body.memberId as string
    for (const phone of phones.slice(1)) {
      expect((await join(phone)).body.code).toBe('invitation.already-member')
      expect(await idsOf(phone)).toEqual([memberId])
      expect((await phone.send('POST', `/v1/me/memberships/${memberId}/sessions`)).status).toBe(201)
    }
    await owner.send('DELETE', `/v1/institution/members/${memberId}`)
    for (const phone of phones) expect(await idsOf(phone)).toEqual([])
    const again = await join(phones[2])
    expect([again.status, again.body.memberId === memberId]).toEqual([201, false])
  })

  it('is not taken for another, nor for herself by a host that does not say who she is', async () => {
    const first = await world.signIn({ ...mei, subject: 'nobody-1', personId: null })
    const second = await world.signIn({ ...mei, subject: 'nobody-2', personId: null })
    expect([(await join(first)).status, (await join(second)).status]).toEqual([201, 201])
    expect(await idsOf(first)).toHaveLength(1)
  })

  it('stands among the members with the app she joined by, and is gone alone where no app knows who she is', async () => {
    const person = { ...mei, subject: 'three-apps', personId: null }
    const phones = [await world.signIn(person, world.wechat), await world.signIn(person, world.alipay)]
    const ids: string[] = []
    // One after the other: of who joins in one instant nobody is first.
    for (const phone of phones) {
      ids.push((await join(phone)).body.memberId as string)
      world.clock.advanceSeconds(1)
    }
    const known = await join(await world.signIn({ ...mei, subject: 'known', personId: 'SIM000000000000811' }))
    const listed = async () => {
      const items = (await owner.get('/v1/institution/members')).body.items as MemberList['items']
      return items
        .filter(({ memberId }) => [...ids, known.body.memberId].includes(memberId))
        .map(({ hostId, isKnownEverywhere }) => [hostId, isKnownEverywhere])
    }
    expect(await listed()).toEqual([
      ['wechat', false],
      ['alipay', false],
      ['suishenban', true],
    ])
    await owner.send('DELETE', `/v1/institution/members/${ids[0]}`)
    expect(await listed()).toEqual([
      ['alipay', false],
      ['suishenban', true],
    ])
  })

  it('who joined before it was noted by which app is known by it once she acts', async () => {
    const phone = await world.signIn({ ...mei, subject: 'noted-late', personId: null }, world.alipay)
    const memberId = (await join(phone)).body.memberId as string
    const { sql } = world.platform.deps
    const row = decodeId('mem', memberId) ?? ''
    await sql`UPDATE institution_member SET host_id = NULL WHERE member_id = ${row}`
    const hostOf = async () =>
      ((await owner.get('/v1/institution/members')).body as MemberList).items.find(
        (member) => member.memberId === memberId,
      )?.hostId
    expect(await hostOf()).toBeNull()
    await phone.send('POST', `/v1/me/memberships/${memberId}/sessions`)
    expect(await hostOf()).toBe('alipay')
  })
})

describe('the name of a member who was dismissed', () => {
  it('stays for thirty days, then a label stands in its place', async () => {
    const { sql, jobs } = world.platform.deps
    const leaver = await invited(world, owner, 'cashier', [shopId])
    const gone = decodeId('mem', leaver.memberId) ?? ''
    const stays = decodeId('mem', (await invited(world, owner, 'cashier', [shopId])).memberId) ?? ''
    await codeOf()
    await owner.send('DELETE', `/v1/institution/members/${leaver.memberId}`)
    const nameOf = async (memberId: string): Promise<unknown> =>
      (await sql`SELECT display_name FROM institution_member WHERE member_id = ${memberId}`)[0]?.[
        'display_name'
      ]
    world.clock.advanceSeconds(30 * 86_400 - 1)
    await jobs.runNow('institution.forget-names')
    expect(await nameOf(gone)).toBe('小周')
    expect(await sql`SELECT FROM institution_invitation`).toEqual([])
    world.clock.advanceSeconds(1)
    await jobs.runNow('institution.forget-names')
    expect([await nameOf(gone), await nameOf(stays)]).toEqual([`#${gone.slice(-6).toUpperCase()}`, '小周'])
  })
})
