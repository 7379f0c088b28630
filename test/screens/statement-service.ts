import type { Statement, StatementLine, StatementLinePage, StatementList } from '#contract'

import { NOW } from './resident-service'

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })
const DAY_MS = 86_400_000
const dayBefore = (days: number) =>
  new Date(Date.parse(NOW) + 8 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10)

const MERCHANT = name('浦江碳积分商城', 'Pujiang Carbon Mall')
const SPONSORS = [
  { sponsorId: id('org', 8), sponsor: name('申能绿色公益基金会', 'Shenneng Green Foundation') },
  { sponsorId: id('org', 9), sponsor: name('浦江水务', 'Pujiang Water') },
] as const
const SHOPS = [
  { shopId: id('shp', 1), name: name('梧桐咖啡馆', 'Wutong Coffee') },
  {
    shopId: id('shp', 2),
    name: name(
      '大世界自行车修理铺（黄浦区西藏南路一百一十八号分店）',
      'Great World Bicycle Repairs, 118 South Xizang Road',
    ),
  },
] as const

/** Days back from today: a month of statements in every state, one of them of nothing. */
const dayOf = (days: number, changes: Partial<Statement> = {}): Statement => ({
  ...{
    statementId: id('stm', days),
    latestId: id('stm', days),
    day: dayBefore(days),
    version: 1,
    state: 'made',
  },
  ...{ lines: 143, payableFen: 254_300, paidFen: 0, isPaid: false, dueOn: dayBefore(days - 10) },
  ...{
    merchant: MERCHANT,
    madeAt: NOW,
    addedLines: 143,
    addedFen: 254_300,
    digest: '3fa9c1d27b60e845'.repeat(4),
  },
  counts: { redemptions: 140, reversals: 2, losses: 1 },
  shares: [
    { ...SPONSORS[0], lines: 120, fen: 216_000, paidFen: 0, payment: null },
    { ...SPONSORS[1], lines: 23, fen: 38_300, paidFen: 0, payment: null },
  ],
  shops: [
    { ...SHOPS[0], lines: 131, fen: 232_700 },
    { ...SHOPS[1], lines: 12, fen: 21_600 },
  ],
  acts: [],
  ...changes,
})

const PAID = { state: 'confirmed', paidFen: 254_300, isPaid: true } as const
const STATEMENTS: readonly Statement[] = [
  dayOf(1, {
    state: 'answered',
    acts: [
      { act: 'disputed', institution: MERCHANT, text: '下午三点多少了一杯拿铁', actedAt: NOW },
      { act: 'answered', institution: MERCHANT, text: '那一笔在第二天断网补报里', actedAt: NOW },
    ],
  }),
  dayOf(2),
  dayOf(3, { state: 'disputed' }),
  dayOf(4, { lines: 0, payableFen: 0, isPaid: true }),
  ...[5, 6, 7, 8].map((days) => dayOf(days, PAID)),
]

const lineOf = (line: number): StatementLine => ({
  ...{ line, version: 1, channel: 'code', takenAt: null, voucherNo: `******${4000 + line * 7}` },
  kind: line === 3 ? 'reversal' : line === 5 ? 'loss' : 'redemption',
  recordedAt: new Date(Date.parse(NOW) - DAY_MS + line * 180_000).toISOString(),
  ...{ shopId: SHOPS[line % 2]!.shopId, shop: SHOPS[line % 4 === 0 ? 1 : 0].name },
  goods:
    line % 3 === 0
      ? name('自行车全车保养一次，含链条清洗、刹车调整和两条内胎更换', 'A whole bicycle service')
      : name('一杯拿铁', 'A latte'),
  ...SPONSORS[0],
  fen: line === 3 ? -1800 : 1800,
})

/** The body for a path that a merchant's statement pages ask; undefined for one they never ask. */
export function answerForStatements(isEmpty: boolean, { pathname, searchParams }: URL): unknown {
  const path = pathname.replace('/v1/institution/statements', '')
  if (path === '') return { items: isEmpty ? [] : [...STATEMENTS] } satisfies StatementList
  const found = STATEMENTS.find(({ statementId }) => path.includes(statementId))
  if (!found) return undefined
  const nothing = { lines: 0, payableFen: 0, isPaid: true, shares: [], shops: [], acts: [] }
  if (!path.endsWith('/lines')) return isEmpty ? { ...found, ...nothing } : found
  const after = Number(searchParams.get('after'))
  const items = Array.from({ length: Math.min(100, found.lines - after) }, (_, n) => lineOf(after + n + 1))
  return { items, next: after + 100 < found.lines ? after + 100 : null } satisfies StatementLinePage
}
