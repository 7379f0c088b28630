import type {
  Invitation,
  Member,
  Membership,
  OfflineSnapshot,
  Redemption,
  ShopList,
  TillAnswer,
  Today,
  TodayShop,
  TodayTake,
} from '#contract'
import { encodeId } from '#domain/id'
import { base45Of, writeOfflineForm } from '#domain/voucher'
import { sayOutcome } from '#server/till/words'
import { generateKeyPairSync, sign } from 'node:crypto'

import { answerForStatements } from './statement-service'

/** What the service tells somebody who works for a merchant, for looking at the pages: no rules, only answers. */

const NOW = '2026-11-23T09:30:00+08:00'
const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })
const minutesAgo = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString()

const SHOPS = [name('梧桐咖啡馆（五原路店）', 'Wutong Coffee, Wuyuan Road'), name('徐家汇店', 'Xujiahui')]
const shopName = (number: number) => ({ shopId: id('shp', number), name: SHOPS[number] ?? name('', '') })

/** For whom she works; a merchant that only begins has no shop yet. */
const membershipOf = (isEmpty: boolean): Membership => ({
  memberId: id('mem', 1),
  institutionId: id('org', 1),
  institution: name('梧桐咖啡', 'Wutong Coffee'),
  role: 'owner',
  displayName: '陈姐',
  isMallOperator: false,
  isMerchant: true,
  isSponsor: false,
  isOperator: false,
  shops: isEmpty ? [] : [shopName(0)],
})

const LATTE = name('一杯拿铁', 'A latte')
const GOODS = [LATTE, name('手冲咖啡豆 100 克', 'Coffee beans, 100 g'), name('可颂', 'A croissant')]

const redemption = (number: number): Redemption => {
  const redeemedAt = minutesAgo(number * 4 + 1)
  return {
    voucherId: id('vch', number),
    goods: GOODS[number % GOODS.length] ?? LATTE,
    redeemedAt,
    payableFen: [1800, 4900, 1200][number % 3] ?? 0,
    cashier: number % 2 === 0 ? '小周' : '陈姐',
    undoneAt: number === 1 ? minutesAgo(3) : null,
    undoTo: new Date(Date.parse(redeemedAt) + 600_000).toISOString(),
  }
}

const NO_TAKES = { takes: 0, fen: 0 }
const today = (isEmpty: boolean, url: URL): Today => {
  const takes = Array.from({ length: isEmpty ? 0 : 7 }, (_, number): TodayTake => {
    const { voucherId, goods, redeemedAt, payableFen, cashier, undoneAt, undoTo } = redemption(number)
    const by = number % 3 === 2 ? 'partner' : 'till'
    const whom = by === 'till' ? { cashier, undoTo } : { cashier: null, undoTo: null }
    const { shopId, name: shop } = shopName(number % 2)
    return { voucherId, goods, redeemedAt, payableFen, undoneAt, by, shopId, shop, ...whom }
  })
  const figuresOf = (items: readonly TodayTake[]) => {
    const counted = items.filter(({ undoneAt }) => undoneAt === null)
    const redeemedFen = counted.reduce((sum, { payableFen }) => sum + payableFen, 0)
    return { redemptions: counted.length, payableFen: redeemedFen }
  }
  // The one clash of the day was taken in the first shop.
  const clash = { takes: 1, fen: 1800 }
  const shops = (isEmpty ? [] : [0, 1]).map((number): TodayShop => {
    const figures = figuresOf(takes.filter(({ shopId }) => shopId === id('shp', number)))
    const afterClash = number === 0 ? clash : NO_TAKES
    const payableFen = figures.payableFen + afterClash.fen
    return { ...shopName(number), ...figures, payableFen, afterClash, undoneOfBefore: NO_TAKES }
  })
  const shopId = url.searchParams.get('shopId')
  const items = takes.filter((take) => shopId === null || take.shopId === shopId)
  const shown = shops.filter((shop) => shopId === null || shop.shopId === shopId)
  return {
    ...{ day: NOW.slice(0, 10), at: NOW, shops, items },
    redemptions: shown.reduce((sum, { redemptions }) => sum + redemptions, 0),
    payableFen: shown.reduce((sum, { payableFen }) => sum + payableFen, 0),
    afterClash: shown.some(({ afterClash }) => afterClash.takes > 0) ? clash : NO_TAKES,
    undoneOfBefore: NO_TAKES,
  }
}

const answerTo = (code: string): TillAnswer => {
  const taken = { goods: LATTE, at: new Date(minutesAgo(18)), isOwnShop: true }
  // The last digit of the code chooses what is to be seen.
  const outcome = code.endsWith('0') ? 'redeemed' : 'alreadyRedeemed'
  return {
    outcome,
    say: sayOutcome(outcome, taken),
    redemption: outcome === 'redeemed' ? redemption(0) : null,
  }
}

const MEMBERS: readonly Member[] = [
  ['owner', '陈姐', '2026-03-02T10:00:00+08:00', 'suishenban'],
  ['manager', '老吴', '2026-05-11T10:00:00+08:00'],
  ['cashier', '小周', '2026-11-20T10:00:00+08:00', 'wechat'],
  ['cashier', '小周', '2026-11-21T10:00:00+08:00', 'alipay'],
].map(([role, displayName, joinedAt, hostId], number) => ({
  memberId: id('mem', number + 1),
  role: role as Member['role'],
  displayName: displayName ?? '',
  joinedAt: joinedAt ?? '',
  hostId: hostId ?? null,
  isKnownEverywhere: number === 0,
  shops: role === 'cashier' ? [shopName(0), shopName(1)] : [],
}))

const SHOP_LIST: ShopList = {
  items: [
    { ...shopName(0), address: '五原路 12 号', openedAt: '2026-03-02T10:00:00+08:00', closedAt: null },
    {
      ...shopName(1),
      address: '漕溪北路 8 号',
      openedAt: '2026-03-02T10:00:00+08:00',
      closedAt: '2026-10-08T10:00:00+08:00',
    },
  ],
}

const SIGNING = generateKeyPairSync('ed25519')
const GOODS_UUID = '00000000-0000-7000-8000-000000000900'

/** What a guest's phone shows to a till without network. */
export const offlineForm = (): string => {
  const signedAt = new Date(Date.parse(NOW) - 3_600_000)
  const bytes = writeOfflineForm({
    ...{ voucherId: '00000000-0000-7000-8000-000000000901', goodsId: GOODS_UUID, payableFen: 1800 },
    ...{ signedAt, until: new Date(signedAt.getTime() + 86_400_000) },
  })
  return base45Of(Buffer.concat([bytes, sign(null, bytes, SIGNING.privateKey)]))
}

const snapshot = (): OfflineSnapshot => ({
  takenAt: new Date(Date.parse(NOW)).toISOString(),
  until: '2026-11-24T09:30:00+08:00',
  publicKey: SIGNING.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url'),
  goods: [{ goodsId: encodeId('gds', GOODS_UUID), name: LATTE }],
  endedVoucherIds: [],
  takesMax: 20,
  fenMax: 2000,
  logSequence: 0,
  logDigest: '0'.repeat(64),
})

const invitation = (): Invitation => ({
  code: 'Zk3mTq9xW0uVbY2pLr8sNd',
  role: 'cashier',
  displayName: '小林',
  expiresAt: '2026-11-23T09:45:00+08:00',
})

export interface Working {
  readonly isEmpty: boolean
  /** She works for nobody yet. */
  readonly isNobody: boolean
}

/** The body for a path of the member's API; undefined for one these pages never ask. */
export function answerForMerchant(
  { isEmpty, isNobody }: Working,
  method: string,
  url: URL,
  body: string,
): unknown {
  const path = url.pathname.replace(/^\/v1/, '')
  const membership = membershipOf(isEmpty)
  if (path === '/me/memberships') return { items: isNobody ? [] : [membership] }
  if (path.startsWith('/me/memberships/'))
    return { accessToken: 'member', accessTokenExpiresAt: NOW, membership }
  if (path === '/tills') return { tillId: id('til', 1), shopId: id('shp', 0), shop: SHOPS[0] }
  if (path.endsWith('/snapshots')) return snapshot()
  if (path.endsWith('/redemptions'))
    return method === 'POST' ? answerTo((JSON.parse(body) as { code: string }).code) : undefined
  if (path === '/institution/today') return today(isEmpty, url)
  if (path.startsWith('/institution/statements')) return answerForStatements(isEmpty, url)
  if (path === '/institution/members') return { items: isEmpty ? MEMBERS.slice(0, 1) : MEMBERS }
  if (path === '/institution/invitations') return invitation()
  return path === '/institution/shops' ? (isEmpty ? { items: [] } : SHOP_LIST) : undefined
}
