import {
  refusalWords,
  type BookBreakPage,
  type Membership,
  type OperatorDesk,
  type OperatorKeyList,
  type OperatorRun,
  type Reconciliation,
  type ReconciliationEntry,
  type RefusedRowList,
} from '#contract'
import { addDays, parseCityDay } from '#domain/calendar'

import { NOW } from './resident-service'

/** The service as an operator's own people see it, for looking at pages: no rules, only answers. */

const DESK = '/v1/institution/operator'
const NAMES = { zh: '上海公共交通卡股份有限公司', en: 'Shanghai Public Transportation Card Co.' }
const hoursFromNow = (hours: number) => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString()
const TODAY = parseCityDay(NOW.slice(0, 10))!
const dayBefore = (days: number) => addDays(TODAY, -days)
const runId = (number: number) => `run_${String(number).padStart(26, '0')}`

/** Working days carry more than the two of a weekend. */
const rowsOf = (index: number): number => (index % 7 > 4 ? 148_200 : 196_400) + ((index * 7_919) % 9_000)
const countsOf = (rows: number) => {
  const [rejected, unmatched, duplicate] = [
    Math.floor(rows / 400),
    Math.floor(rows / 60),
    Math.floor(rows / 900),
  ]
  const accepted = rows - rejected - unmatched - duplicate
  const matched = accepted + duplicate
  return {
    ...{
      pushes: Math.ceil(rows / 20_000),
      rows,
      accepted,
      duplicate,
      conflict: 0,
      unmatched,
      rejected,
      tested: 0,
    },
    matchRatePerTenThousand: rows === 0 ? null : Math.floor((matched * 10_000) / (matched + unmatched)),
  }
}
const days = (isEmpty: boolean): OperatorDesk['days'] =>
  Array.from({ length: 30 }, (_, index) => ({
    day: dayBefore(29 - index),
    ...countsOf(isEmpty ? 0 : index === 29 ? 118_640 : rowsOf(index)),
  }))

const REASONS = ['row.time-order', 'row.distance-implausible', 'ride.window-closed'] as const

const desk = (isEmpty: boolean): OperatorDesk => {
  const all = days(isEmpty)
  const today = all[all.length - 1]!
  return {
    operatorId: 'sptcc',
    operator: NAMES,
    isSuspended: false,
    asOf: NOW,
    lastPushAt: isEmpty ? null : hoursFromNow(-0.1),
    today: {
      ...today,
      breaks: isEmpty ? 0 : 12,
      rejectedBy: isEmpty
        ? []
        : REASONS.map((code, index) => ({
            ...{ code, words: refusalWords(code).words },
            rows: index === 0 ? today.rejected - 60 : 40 - 20 * (index - 1),
          })),
    },
    days: all,
    runs: isEmpty
      ? { open: 0, toReport: 0, returned: 0, underReview: 0 }
      : { open: 6, toReport: 2, returned: 1, underReview: 3 },
    deleteOrders: isEmpty
      ? { waiting: 0, late: 0, dueAt: null }
      : { waiting: 3, late: 0, dueAt: hoursFromNow(40) },
  }
}

const STATES = [
  'settled',
  'settled',
  'returned',
  'reported',
  'verified',
  'confirmed',
  'issued',
  'issued',
  'issued',
]
const runs = (): OperatorRun[] =>
  STATES.map((state, index) => ({
    ...{ runId: runId(index), sceneId: index % 2 === 0 ? 'metro' : 'bus', runNo: index === 5 ? 2 : 1, state },
    operatorDay: dayBefore(3 + Math.floor(index / 2)),
    rides: 182_404 - index * 3_111,
    reductionMilligrams: String(218_337_588_000n - BigInt(index) * 7_777_777_777n),
    returnedReason: state === 'returned' ? '人民广场出站时间比进站早，请核对闸机时钟后重报' : null,
  }))

const entry = (index: number, breaks: ReconciliationEntry['breaks']): ReconciliationEntry => ({
  ...{
    reconciliationId: `book-${index}`,
    operatorDay: dayBefore(1 + index),
    sceneId: index === 2 ? 'metro' : null,
  },
  ...{ comparedAt: hoursFromNow(-6 - 24 * index), rows: 190_212 - index * 1_003, breaks },
  isEqual: Object.values(breaks).every((count) => count === 0),
})
const BOOKS = [
  entry(0, { missingHere: 2, missingThere: 1, differs: 1 }),
  entry(1, { missingHere: 0, missingThere: 0, differs: 0 }),
  entry(2, { missingHere: 0, missingThere: 0, differs: 0 }),
]

const book = (id: string): Reconciliation => {
  const found = BOOKS.find(({ reconciliationId }) => reconciliationId === id) ?? BOOKS[0]!
  const ours = { rides: 182_404, distanceMeters: '2189000000', reductionMilligrams: '218337588000' }
  const theirs = found.isEqual
    ? ours
    : { rides: 182_405, distanceMeters: '2189012345', reductionMilligrams: '218338784000' }
  return {
    ...found,
    operatorId: 'sptcc',
    breaksListed: 4,
    breaksKeptUntil: hoursFromNow(24 * 80),
    figures: [
      {
        sceneId: 'metro',
        status: 'complete',
        theirs,
        ours,
        otherChannel: { rides: 1_204, reductionMilligrams: '1400' },
      },
      {
        ...{ sceneId: 'bus', status: 'takenBack' },
        theirs: { rides: 3, distanceMeters: null, reductionMilligrams: null },
        ours: { rides: 3, distanceMeters: null, reductionMilligrams: null },
        otherChannel: { rides: 0, reductionMilligrams: '0' },
      },
    ],
    runs: [],
    fileDigest: `sha-256=:${'A'.repeat(43)}=:`,
  }
}

const BREAKS: BookBreakPage = {
  items: [
    {
      breakNo: 1,
      kind: 'missingHere',
      line: 1_204,
      rideKey: null,
      sceneId: 'metro',
      status: 'complete',
      fields: [],
    },
    {
      breakNo: 2,
      kind: 'missingHere',
      line: 88_311,
      rideKey: null,
      sceneId: 'metro',
      status: 'complete',
      fields: [],
    },
    {
      ...{ breakNo: 3, kind: 'missingThere', line: null, rideKey: '8f14e45fceea167a5a36dedd4bea2543' },
      ...{ sceneId: 'metro', status: 'complete', fields: [] },
    },
    {
      ...{ breakNo: 4, kind: 'differs', line: 90_002, rideKey: 'c9f0f895fb98ab9159f51fd0297e236d' },
      ...{ sceneId: 'metro', status: 'complete' },
      fields: [
        { field: 'distanceMeters', theirs: 12_345, ours: 12_435 },
        { field: 'reductionMilligrams', theirs: 1_197_465, ours: 1_206_195 },
      ],
    },
  ],
  next: null,
}

const KEYS: OperatorKeyList = {
  items: [
    {
      keyId: 'sptcc-2027',
      algorithm: 'sm2-sm3',
      validFrom: hoursFromNow(24 * 10),
      validTo: null,
      state: 'coming',
    },
    {
      ...{ keyId: 'sptcc-2026', algorithm: 'ed25519', state: 'valid' },
      ...{ validFrom: hoursFromNow(-24 * 200), validTo: hoursFromNow(24 * 24) },
    },
    {
      ...{ keyId: 'sptcc-2025', algorithm: 'hmac-sha256', state: 'ended' },
      ...{ validFrom: hoursFromNow(-24 * 500), validTo: hoursFromNow(-24 * 190) },
    },
  ],
}

const refused = (code: string, isEmpty: boolean): RefusedRowList => ({
  code,
  ...refusalWords(code),
  items: isEmpty
    ? []
    : [1_204, 1_377, 18_002].map((line, index) => ({
        ...{ pushId: `2026-metro-${index < 2 ? '0007' : '0006'}`, line, field: 'alight.at' },
        refusedAt: hoursFromNow(index < 2 ? -0.1 : -1.1),
      })),
})

const MEMBERSHIP: Membership = {
  ...{ memberId: `mem_${'0'.repeat(25)}1`, institutionId: `org_${'0'.repeat(25)}1`, institution: NAMES },
  ...{ role: 'manager', displayName: '周敏', isMallOperator: false, isMerchant: false, isSponsor: false },
  ...{ isOperator: true, shops: [] },
}

/** What her pages ask besides what everybody's do; undefined for the rest. */
export function answerForOperator({ isEmpty }: { readonly isEmpty: boolean }, url: URL): unknown {
  if (url.pathname === '/v1/me/memberships') return { items: [MEMBERSHIP] }
  if (url.pathname.startsWith('/v1/me/memberships/'))
    return { accessToken: 'member', accessTokenExpiresAt: hoursFromNow(24), membership: MEMBERSHIP }
  if (!url.pathname.startsWith(DESK)) return undefined
  const path = url.pathname.replace(DESK, '')
  if (path === '') return desk(isEmpty)
  if (path === '/refused-rows') return refused(url.searchParams.get('code') ?? '', isEmpty)
  if (path === '/runs') return { items: isEmpty ? [] : runs() }
  if (path === '/keys') return isEmpty ? { items: [] } : KEYS
  if (path === '/reconciliations') return { items: isEmpty ? [] : BOOKS }
  if (path.endsWith('/breaks')) return BREAKS
  return book(path.split('/').at(-1) ?? '')
}
