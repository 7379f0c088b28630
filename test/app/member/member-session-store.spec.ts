/** @jest-environment node */
import { createApiClient } from '../../../src/api'
import { weappHost } from '../../../src/host/weapp'
import { createMember } from '../../../src/stores/member'
import { wxRequest } from '../api/vendor-requests'
import { membershipOf, OWN_TOKEN, startMemberService, type MemberService } from './member-service'

const MALL = membershipOf(1)
const SHOP = membershipOf(2, { isMallOperator: false, isMerchant: true, role: 'cashier' })
const anything = () => true

let service: MemberService
beforeEach(async () => {
  service = await startMemberService([MALL, SHOP])
})
afterEach(() => service.stop())

/** The module on one device; another opening of it there finds what the first left. */
function open(device = new Map<string, unknown>()) {
  const wx = {
    request: wxRequest,
    getStorageSync: (key: string) => device.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void device.set(key, value),
    removeStorageSync: (key: string) => void device.delete(key),
  }
  const host = weappHost(wx)
  const { baseUrl } = service
  const client = createApiClient({
    baseUrl,
    host,
    accessToken: () => OWN_TOKEN,
    refresh: () => Promise.resolve(false),
  })
  return { ...createMember({ surroundings: { host, baseUrl, now: () => new Date() }, client }), device }
}

const whoIsIt = (member: ReturnType<typeof open>) =>
  member.client.get<{ memberId: string }>('/v1/institution/x')

describe('acting for an institution', () => {
  it('begins a session of its own, which the client carries', async () => {
    const member = open()
    expect((await whoIsIt(member)).ok).toBe(false)
    expect(await member.session.act(MALL.memberId)).toEqual({ ok: true, value: MALL })
    expect(await whoIsIt(member)).toEqual({ ok: true, value: { memberId: MALL.memberId } })
  })

  it('begins once for whoever acts already', async () => {
    const member = open()
    await member.session.act(MALL.memberId)
    await member.session.act(MALL.memberId)
    expect(service.state.begun).toBe(1)
  })

  it('drops what was fetched for one when she acts for another', async () => {
    const member = open()
    const dropped = jest.fn()
    await member.session.act(MALL.memberId)
    member.session.onLeave(dropped)
    await member.session.act(SHOP.memberId)
    expect(dropped).toHaveBeenCalledTimes(1)
    expect(await whoIsIt(member)).toEqual({ ok: true, value: { memberId: SHOP.memberId } })
  })

  it('goes on as before when the other institution does not let her in', async () => {
    const member = open()
    await member.session.act(MALL.memberId)
    service.state.suspended = [SHOP.institutionId]
    expect(await member.session.act(SHOP.memberId)).toMatchObject({
      failure: { code: 'institution.suspended' },
    })
    expect(await whoIsIt(member)).toEqual({ ok: true, value: { memberId: MALL.memberId } })
  })
})

describe('going on', () => {
  it('goes on where this device acted last', async () => {
    const first = open()
    await first.session.act(SHOP.memberId)
    const second = open(first.device)
    await second.session.resume(anything)
    expect(second.session.membership).toEqual(SHOP)
  })

  it('goes on in the only one that suits, and leaves a choice to her', async () => {
    const chooses = open()
    await chooses.session.resume(anything)
    expect(chooses.session.membership).toBeUndefined()
    expect(chooses.session.memberships.shown?.items).toEqual([MALL, SHOP])
    const desk = open()
    await desk.session.resume(({ isMallOperator }) => isMallOperator)
    expect(desk.session.membership).toEqual(MALL)
  })

  it('moves to the one that suits when the one acted in does not', async () => {
    const member = open()
    await member.session.act(SHOP.memberId)
    await member.session.resume(({ isMallOperator }) => isMallOperator)
    expect(member.session.membership).toEqual(MALL)
  })

  it('does not go on as somebody who is no member any more', async () => {
    const first = open()
    await first.session.act(MALL.memberId)
    service.state.memberships = []
    const second = open(first.device)
    await second.session.resume(anything)
    expect(second.session.membership).toBeUndefined()
  })

  it('keeps no token on the device', async () => {
    const { session, device } = open()
    await session.act(MALL.memberId)
    expect([...device.values()]).toEqual([MALL.memberId])
    session.leave()
    expect(device.size).toBe(0)
  })
})

describe('a session that is over', () => {
  it('is followed by the next, once for all that wait', async () => {
    const member = open()
    await member.session.act(MALL.memberId)
    service.state.epoch += 1
    const answers = await Promise.all([whoIsIt(member), whoIsIt(member), whoIsIt(member)])
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(service.state.begun).toBe(2)
  })

  it('takes the role she has now', async () => {
    const member = open()
    await member.session.act(MALL.memberId)
    service.state.memberships = [{ ...MALL, role: 'owner' }]
    service.state.epoch += 1
    await whoIsIt(member)
    expect(member.session.membership?.role).toBe('owner')
  })

  it.each([
    ['dismissed', { memberships: [] }],
    ['suspended', { suspended: [MALL.institutionId] }],
  ])('is the last one of whoever was %s, and says so', async (end, change) => {
    const member = open()
    await member.session.act(MALL.memberId)
    const dropped = jest.fn()
    member.session.onLeave(dropped)
    Object.assign(service.state, change)
    service.state.epoch += 1
    expect((await whoIsIt(member)).ok).toBe(false)
    expect(member.session.membership).toBeUndefined()
    expect(member.session.end).toBe(end)
    expect(dropped).toHaveBeenCalled()
  })

  it('ends nothing while the service is not reached', async () => {
    const member = open()
    await member.session.act(MALL.memberId)
    await service.stop()
    expect(await member.session.renew()).toBe(false)
    expect(member.session.membership).toEqual(MALL)
    expect(member.session.end).toBeUndefined()
  })
})

describe('joining', () => {
  const code = 'AAAAAAAAAAAAAAAAAAAAAA'
  const NEW = membershipOf(3)

  it('makes her a member by the code of an invitation', async () => {
    service.state.invitations.set(code, NEW)
    const { session } = open()
    expect(await session.join(code)).toEqual({ ok: true, value: NEW })
    expect(session.memberships.shown?.items).toContainEqual(NEW)
  })

  it('is the same joining when the answer was lost', async () => {
    service.state.invitations.set(code, NEW)
    const { session } = open()
    service.state.losesAnswers = true
    expect((await session.join(code)).ok).toBe(false)
    service.state.losesAnswers = false
    expect(await session.join(code)).toEqual({ ok: true, value: NEW })
  })

  it('says that a code is no good', async () => {
    expect(await open().session.join(code)).toMatchObject({ failure: { code: 'invitation.refused' } })
  })
})
