import type { Shop } from '#contract'
import { render, screen } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import Shops from '../../../src/pages/merchant/shops'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'
import { id } from '../institution/mall-service'
import { membershipOf, startMemberService, type MemberService } from '../member/member-service'
import { resetTaro } from '../taro'
import { CAFE, NOW } from './statement-service'

let service: MemberService
beforeEach(() => resetTaro())
afterEach(() => service.stop())

const shopOf = (n: number, closedAt: string | null): Shop => ({
  ...{ shopId: id('shp', n), name: { zh: `${n}号店`, en: `Shop ${n}` }, address: `五原路 ${n} 号` },
  ...{ openedAt: '2026-03-02T10:00:00+08:00', closedAt },
})

const openShops = async (items: readonly Shop[]): Promise<Element> => {
  service = await startMemberService([membershipOf(1, { ...CAFE, role: 'owner' })], () => [200, { items }])
  const host = weappHost({
    request: wxRequest,
    login: ({ success }: { success: (answer: object) => void }) => success({ code: 'ticket' }),
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  const { container } = render(
    <AppFrame stores={stores}>
      <Shops />
    </AppFrame>,
  )
  await screen.findByText('1号店')
  return container
}

it.each([
  ['open', [shopOf(1, null)], '已关闭'],
  ['closed', [shopOf(1, '2026-10-08T10:00:00+08:00')], '营业中'],
] as const)('shops that are all %s stand in one box, and no other is drawn', async (_, items, absent) => {
  const page = await openShops(items)
  expect(page.querySelectorAll('.list')).toHaveLength(1)
  expect(screen.queryByText(absent)).toBeNull()
})
