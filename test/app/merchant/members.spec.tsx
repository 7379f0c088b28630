import type { Invitation, Member } from '#contract'
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import Members from '../../../src/pages/merchant/members'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'
import { id, problem } from '../institution/mall-service'
import { membershipOf, startMemberService, type MemberService } from '../member/member-service'
import { resetTaro } from '../taro'
import { CAFE, NOW } from './statement-service'

const memberOf = (n: number, changes: Partial<Member> = {}): Member => ({
  ...{ memberId: id('mem', n), role: 'cashier', displayName: '小周', hostId: null, shops: [] },
  ...{ joinedAt: '2026-11-20T10:00:00+08:00', isKnownEverywhere: false },
  ...changes,
})
const OWNER = memberOf(1, { role: 'owner', displayName: '陈姐', hostId: 'suishenban' })
const INVITATION: Invitation = {
  ...{ code: 'Zk3mTq9xW0uVbY2pLr8sNd', role: 'manager', displayName: '小林' },
  expiresAt: '2026-11-23T09:45:00+08:00',
}

let service: MemberService
let members: Member[] = []
beforeEach(() => resetTaro())
afterEach(() => service.stop())

async function openMembers(others: readonly Member[]): Promise<void> {
  members = [OWNER, ...others]
  const shops = [{ shopId: id('shp', 1), name: { zh: '五原路店', en: 'Wuyuan Road' } }]
  const owner = membershipOf(1, { ...CAFE, role: 'owner', shops })
  service = await startMemberService([owner], ({ method, url = '' }) => {
    if (url === '/v1/institution/invitations') return [201, INVITATION]
    if (method === 'DELETE') members = members.filter(({ memberId }) => !url.endsWith(memberId))
    if (method === 'DELETE') return [204, null]
    return url === '/v1/institution/members' ? [200, { items: members }] : problem(404, 'request.not-found')
  })
  const host = weappHost({
    request: wxRequest,
    login: ({ success }: { success: (answer: object) => void }) => success({ code: 'ticket' }),
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  render(
    <AppFrame stores={stores}>
      <Members />
    </AppFrame>,
  )
  await screen.findByText('在这里工作的人')
}
const tap = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole('button', { name })))
const names = () => members.map(({ memberId }) => memberId)

describe('members', () => {
  it('who joined once by each app can be told apart, and a removal says whom it leaves', async () => {
    await openMembers([memberOf(2, { hostId: 'wechat' }), memberOf(3, { hostId: 'alipay' }), memberOf(4)])
    const main = screen.getByRole('main')
    expect(main).toHaveTextContent('收银员 · 11月20日用微信加入')
    expect(main).toHaveTextContent('收银员 · 11月20日用支付宝加入')
    await tap('移出小周（微信）')
    expect(screen.getByRole('dialog')).toHaveTextContent(
      '只移出用微信加入的这一位。名单里还有 2 位也叫“小周”：支付宝加入的、11月20日加入的。',
    )
    await tap('只移出这一位')
    await screen.findByText('已移出小周')
    expect(names()).toEqual([OWNER.memberId, id('mem', 3), id('mem', 4)])
  })

  it('of one name are all removed by one tap, where she asks for it', async () => {
    await openMembers([memberOf(2, { hostId: 'wechat' }), memberOf(3, { hostId: 'alipay' })])
    await tap('移出小周（支付宝）')
    await tap('2 位都移出')
    await screen.findByText('叫“小周”的都已移出')
    expect(names()).toEqual([OWNER.memberId])
  })

  it('whom every app knows is removed from all, and nobody else is spoken of', async () => {
    await openMembers([memberOf(2, { hostId: 'wechat', isKnownEverywhere: true })])
    await tap('移出小周（微信）')
    const sheet = screen.getByRole('dialog')
    expect(sheet).toHaveTextContent('先让它联网上报；没上报的断网券不付。')
    expect(sheet).toHaveTextContent('不管用哪个应用，都不能再为你们工作。')
    expect(within(sheet).queryByRole('button', { name: /都移出/ })).toBeNull()
  })
})

describe('an invitation on the screen', () => {
  it('notices by itself that somebody joined by it, and not a namesake of before', async () => {
    await openMembers([memberOf(2, { displayName: '小林', role: 'manager' })])
    await tap('邀请一位')
    fireEvent.click(screen.getByRole('radio', { name: '店务' }))
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '小林' } })
    await tap('出示邀请码')
    const sheet = await screen.findByRole('dialog', { name: '邀请小林' })
    expect(sheet).toHaveTextContent(INVITATION.code)
    members = [...members, memberOf(5, { displayName: '小林', role: 'manager', joinedAt: NOW.toISOString() })]
    await waitFor(() => expect(sheet).toHaveTextContent('小林加入了'), { timeout: 8_000 })
    expect(sheet).not.toHaveTextContent(INVITATION.code)
  }, 20_000)
})
