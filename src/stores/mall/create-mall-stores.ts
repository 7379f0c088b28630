import { goodsApi } from '../../api/resources/goods'
import { partnerOrdersApi } from '../../api/resources/partner-orders'
import { pointsApi } from '../../api/resources/points'
import { voucherApi } from '../../api/resources/vouchers'
import type { Stores } from '../create-stores'
import { ApprovalStore } from './approval-store'
import { CodeStore } from './code-store'
import { GoodsStore } from './goods-store'
import { PointsStore } from './points-store'
import { VouchersStore } from './vouchers-store'

/** Builds what the mall's pages read, over the session of the resident who is here. */
export function createMallStores({
  client,
  lastKnown,
  now,
  surroundings,
}: Pick<Stores, 'client' | 'lastKnown' | 'now' | 'surroundings'>) {
  const points = new PointsStore(pointsApi(client), lastKnown)
  const refreshPoints = () => points.balance.load()
  const api = voucherApi(client)
  const code = new CodeStore({
    api,
    screen: surroundings.host.screen,
    lastKnown,
    now,
    onRefused: () => vouchers.one.value.load(),
  })
  const vouchers: VouchersStore = new VouchersStore({
    api,
    lastKnown,
    now,
    onPointsMoved: refreshPoints,
    prepareCode: (voucherId) => code.prepare(voucherId),
  })
  const approval = new ApprovalStore(surroundings.host, partnerOrdersApi(client), refreshPoints)
  const goods = new GoodsStore(goodsApi(client), lastKnown, surroundings.baseUrl)
  return { points, goods, vouchers, code, approval }
}

export type MallStores = ReturnType<typeof createMallStores>
