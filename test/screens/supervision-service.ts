import type {
  FoundSubject,
  FraudProgress,
  FraudReceipt,
  LoggedActionList,
  QualityReport,
  QualityRow,
  SearchHitList,
  StaffFraudReport,
  Suspension,
} from '#contract'

import { NOW } from './resident-service'

/** The service as those who supervise see it, for looking at pages: no rules, only answers. */
const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString()
const CARD = { zh: '上海公共交通卡', en: 'Shanghai Public Transport Card' }
const METRO = { zh: 'Metro大都会', en: 'Metro Daduhui' }

const RUN = { runId: id('run', 1), operatorDay: '2026-11-20', sceneId: 'metro', runNo: 1 }
const HITS: SearchHitList = {
  items: [
    {
      ...{ kind: 'push', operatorId: 'sptcc', operator: CARD, pushId: '20261120-metro-0007' },
      ...{ receivedAt: daysAgo(1), rows: 100_000, contentDigest: 'ab'.repeat(32) },
      counts: { accepted: 91_220, duplicate: 311, conflict: 4, unmatched: 8_102, rejected: 363, tested: 0 },
      runs: [
        { ...RUN, rows: 90_801 },
        { ...RUN, runId: id('run', 2), runNo: 2, operatorDay: '2026-11-18', rows: 419 },
      ],
    },
    {
      ...{ kind: 'account', accountId: id('acc', 7), state: 'open', openedAt: daysAgo(201), closedAt: null },
      ...{ heldMilligrams: '48221004', points: 12_400, suspensionId: null },
      inRun: { run: RUN, rides: 11, reductionMilligrams: '13172115' },
    },
    {
      ...{
        kind: 'serial',
        serials: { from: '48213077120001', to: '48213090292115' },
        milligrams: '13172115',
      },
      ...{ run: RUN, projectId: null, book: 'points-backing', holder: 'account', institution: null },
      movedAt: daysAgo(0.2),
    },
  ],
}

const SUSPENSIONS: readonly Suspension[] = [
  {
    ...{ suspensionId: id('sus', 1), subject: { kind: 'account', accountId: id('acc', 7) }, name: null },
    reasons: '同一时间在两处进站，正在向运营单位核实进出站记录。',
    ...{ beganAt: daysAgo(2), suspendedBy: 'bureau-lin', suspendedByName: '林越', until: '2026-12-21' },
    ...{ endedAt: null, endedBy: null, endedByName: null, endReasons: null, mayResume: true },
  },
  {
    ...{ suspensionId: id('sus', 2), subject: { kind: 'operator', operatorId: 'metro-app' }, name: METRO },
    reasons: '连续三天里程普遍偏大，先停收数据。',
    ...{ beganAt: daysAgo(1), suspendedBy: 'centre-gu', suspendedByName: '顾明', until: null },
    ...{ endedAt: null, endedBy: null, endedByName: null, endReasons: null, mayResume: false },
  },
]

const FOUND: FoundSubject = {
  ...{ subject: { kind: 'account', accountId: id('acc', 7) }, name: null, since: daysAgo(201) },
}

const qualityRow = (change: Partial<QualityRow>): QualityRow => ({
  ...{ operatorId: 'sptcc', operator: CARD, sceneId: 'metro', rows: 3_120_441, accepted: 2_840_021 },
  ...{ duplicate: 9_120, conflict: 44, unmatched: 260_114, rejected: 11_142, tested: 0 },
  matchRatePerTenThousand: 9163,
  rejectedBy: [
    {
      code: 'row.incomplete',
      words: { zh: '缺少进站或出站记录', en: 'Entry-only or exit-only ride' },
      rows: 9_801,
    },
    { code: 'row.time-order', words: { zh: '下车早于上车', en: 'Alighting before boarding' }, rows: 1_341 },
  ],
  ...{ breaks: 31, settledRides: 2_801_990, lateRides: 12_002, duplicateTrips: 81_112 },
  anomalies: [{ kind: 'impossibleSpeed', rides: 112 }],
  ...{ appealsOpened: 41, appealsUpheld: 6, appealsDismissed: 30 },
  ...change,
})
const QUALITY: QualityReport = {
  ...{ month: '2026-11', isClosed: false, uncountedRows: 0, digest: '9f'.repeat(32) },
  items: [
    qualityRow({}),
    qualityRow({ sceneId: 'bus', matchRatePerTenThousand: 8_871, rows: 804_220, accepted: 713_000 }),
    qualityRow({ operatorId: 'metro-app', operator: METRO, matchRatePerTenThousand: 9_720 }),
    qualityRow({
      sceneId: null,
      matchRatePerTenThousand: null,
      rows: 312,
      accepted: 0,
      duplicate: 0,
      rejected: 312,
    }),
  ],
}

const report = (number: number, change: Partial<StaffFraudReport> = {}): StaffFraudReport => ({
  ...{ reportId: id('frd', number), about: 'rides', state: 'received', receivedAt: daysAgo(number * 9) },
  ...{ answerDueAt: daysAgo(number * 9 - 30), lookedAt: null, answeredAt: null, outcome: null, answer: null },
  overdue: number > 3,
  words: '每天早上八点，莘庄站南口有人拿着五六部手机排队刷闸机，刷完马上出来。\n已经连续一个星期了。',
  contact: '张女士 139 0000 0000',
  ...change,
})
const REPORTS = [
  report(4),
  report(2, { about: 'points', state: 'lookedAt', lookedAt: daysAgo(3) }),
  report(1, { about: 'shop' }),
]

const LOG: LoggedActionList = {
  nextCursor: '8',
  items: [
    ['staff:bureau-lin', 'account.suspended', id('acc', 7)],
    ['staff:bureau-lin', 'supervision.searched', id('acc', 7)],
    ['resident', 'entrustment.given', null],
    ['staff:centre-gu', 'run.confirmed', id('run', 1)],
    ['job:issuance', 'run.issued', id('run', 1)],
    ['admin', 'institution.registered', id('org', 3)],
    ['public', 'fraud-report.received', id('frd', 1)],
    ['staff:centre-gu', 'scene.extension-returned', id('sca', 1)],
    ['staff:centre-gu', 'staff.signed-in', 'centre-gu'],
    ['release', 'project-methodology.kept', 'SH-PV/1'],
  ].map(([actor, action, subject], place) => ({
    ...{
      sequence: String(20_412 - place),
      occurredAt: daysAgo(place / 9),
      actor: actor ?? '',
      action: action ?? '',
    },
    subject: subject ?? null,
    text: subject === null ? null : `{"action":"${action}","actor":"${actor}","subject":"${subject}"}`,
    ...{ previousDigest: '3c'.repeat(32), digest: '7d'.repeat(32) },
  })),
}
const CHAIN = {
  ...{ from: '10413', to: '20412', holds: true, brokenAt: null },
  head: { sequence: '20412', digest: '7d'.repeat(32) },
}

/** Undefined for what is none of supervision's. */
export function answerForSupervision({ isEmpty }: { readonly isEmpty: boolean }, url: URL): unknown {
  const path = url.pathname.replace(/^\/v1\/staff/, '')
  if (path === '/search') return isEmpty ? { items: [] } : HITS
  if (path === '/suspensions') return { items: isEmpty ? [] : SUSPENSIONS, nextCursor: null }
  if (path === '/suspension-subjects') return FOUND
  if (path.startsWith('/quality-reports/')) return isEmpty ? { ...QUALITY, items: [] } : QUALITY
  if (path === '/fraud-reports') return { items: isEmpty ? [] : REPORTS }
  if (path.startsWith('/fraud-reports/')) return REPORTS[2]
  if (path === '/actions') return isEmpty ? { items: [], nextCursor: null } : LOG
  return path === '/action-chain' ? CHAIN : undefined
}

const RECEIPT: FraudReceipt = {
  ...{ number: '4821 3307 7120 0016', receivedAt: daysAgo(0), answerDueAt: daysAgo(-30) },
}
const PROGRESS: FraudProgress = {
  ...{ about: 'rides', state: 'answered', receivedAt: daysAgo(12), answerDueAt: daysAgo(-18) },
  ...{ lookedAt: daysAgo(10), answeredAt: daysAgo(1), outcome: 'founded' },
  answer: '已核对闸机记录，情况属实。相关账户已暂停，多计的减排量会扣回。谢谢你告诉我们。',
}

/** What anybody who reports is answered. */
export const answerForReporter = (url: URL): unknown =>
  url.pathname.endsWith('/progress') ? PROGRESS : RECEIPT
