import type {
  CreditCodeShown,
  CreditCorrection,
  CreditReading,
  CreditRecord,
  CreditStatement,
  CreditStatementDetail,
  CreditStatementList,
  GivenStatementList,
  StaffCreditCorrection,
  StaffCreditCorrectionList,
} from '#contract'
import { addMonths, parseCityMonth, type CityMonth } from '#domain/calendar'
import {
  comingFalls,
  creditTermsOn,
  fallsOf,
  medalsOf,
  neverCountsOf,
  reckonRecord,
  type CreditFacts,
  type Fall,
  type HolderKind,
} from '#domain/credit-record'
import { cityDayOf } from '#domain/calendar'
import { sayFall } from '#server/credit-record/fall-words'
import { presentSum } from '#server/credit-record/present-sum'

/** Credit records as their holders and readers see them, for looking at pages: no rules of access, only answers. */

const NOW = new Date('2026-11-23T09:30:00+08:00')
const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })
const BANK = name(
  '浦江农村商业银行（绿色金融专营支行）',
  'Pujiang Rural Commercial Bank, green finance branch',
)

const LAST = parseCityMonth('2026-11') as CityMonth

/** Three years of commuting; a ride that was withdrawn, a cup that was given back. */
const FACTS: CreditFacts = {
  gains: [
    ...Array.from({ length: 36 }, (_, back) => addMonths(LAST, -back)).flatMap((month, back) => [
      {
        ...{ source: 'rides' as const, month, sceneId: 'metro' },
        ...{ amount: 41_330_000 + (back % 5) * 3_210_000, rides: 38, at: null },
      },
      { source: 'rides' as const, month, sceneId: 'bus', amount: 5_064_000, rides: 12, at: null },
    ]),
    { source: 'rides', month: LAST, sceneId: 'bike', amount: 1_293_000, rides: 6, at: null },
    { source: 'pointsUsed', month: addMonths(LAST, -1), amount: 12_500, at: null },
  ],
  losses: [
    {
      ...{
        source: 'rides' as const,
        month: addMonths(LAST, -1),
        amount: 1_197_465,
        cause: 'clawedBack' as const,
      },
      at: new Date('2026-11-12T10:00:00+08:00'),
    },
  ],
  adjustments: [
    { lineId: 'rides', month: addMonths(LAST, -3), units: 4, at: new Date('2026-09-20T10:00:00+08:00') },
  ],
}
/** Roofs of a mall, issued each month, and points its shops took. */
const INSTITUTION_FACTS: CreditFacts = {
  gains: [
    ...Array.from({ length: 16 }, (_, back) => ({
      ...{ source: 'projects' as const, month: addMonths(LAST, -1 - back) },
      amount: 8_412_300_000 + (back % 4) * 611_000_000,
      at: null,
    })),
    { source: 'pointsTurnedBack', month: addMonths(LAST, -2), amount: 184_500, at: null },
  ],
  losses: [],
  adjustments: [
    { lineId: 'projects', month: addMonths(LAST, -4), units: -3, at: new Date('2026-10-08T10:00:00+08:00') },
  ],
}
const NOTHING: CreditFacts = { gains: [], losses: [], adjustments: [] }

const recordOf = (facts: CreditFacts, kind: HolderKind): CreditRecord => {
  const record = reckonRecord(facts, kind, NOW)
  const { windowMonths, levels, source } = record.rules
  const told = (fall: Fall) => ({ ...fall, lines: [...fall.lines], reason: sayFall(fall, windowMonths) })
  return {
    ...{ holder: kind, asOf: NOW.toISOString(), ...presentSum(record), windowMonths },
    next: record.next === null ? null : { ...record.next, no: record.levelNo + 1 },
    levels: levels
      .filter(({ holder }) => holder === kind)
      .map(({ name: words, from }, index) => ({ no: index + 1, name: words, from })),
    months: record.months.map((month) => ({ ...month, lines: [...month.lines] })),
    falls: fallsOf(facts, kind, NOW).map(told),
    comingFalls: comingFalls(facts, kind, NOW).map(told),
    medals: medalsOf(facts, kind).map(({ rule, ...medal }) => ({ ...medal, min: rule.min })),
    ...{ neverCounts: [...neverCountsOf(record.rules, kind)], source },
  }
}

const correction = (number: number, part: Partial<CreditCorrection>): CreditCorrection => ({
  ...{ correctionId: id('ccr', number), lineId: 'rides', line: name('出行减排', 'Reductions from rides') },
  ...{
    month: '2026-10',
    text: '10 月 12 日从莘庄到人民广场这趟是我坐的，不该撤回。',
    hearing: 1,
    state: 'open',
  },
  ...{ askedAt: '2026-11-13T08:00:00+08:00', dueAt: '2026-11-29T00:00:00+08:00', grantedUnits: null },
  ...{ answer: null, answeredAt: null, mayAskAgain: false },
  ...part,
})

const CORRECTIONS: readonly CreditCorrection[] = [
  correction(1, {}),
  correction(2, {
    ...{ month: '2026-08', state: 'granted', grantedUnits: 4, answer: '运营单位补报了一趟，已加上。' },
    ...{ text: '少了一趟', answeredAt: '2026-09-20T10:00:00+08:00', mayAskAgain: true },
  }),
  correction(3, {
    ...{ month: '2026-06', lineId: 'months', line: name('有减排的月份', 'Months with a reduction') },
    ...{ state: 'refused', answer: '这个月没有签发的行程。', mayAskAgain: true, text: '6 月我天天坐地铁' },
    answeredAt: '2026-07-20T10:00:00+08:00',
  }),
]

const CORRECTIONS_OF = {
  me: CORRECTIONS,
  institution: [
    correction(4, {
      ...{ month: '2026-09', lineId: 'pointsTurnedBack', text: '9 月 18 日转回的 3,000 分没有算进来。' },
      line: name('转回减排量的碳积分', 'Points turned back'),
    }),
    correction(5, {
      ...{ month: '2026-07', lineId: 'projects', line: name('项目减排', 'Reductions from projects') },
      ...{ state: 'granted', grantedUnits: -3, text: '二号屋顶的表读多了一天，请改少。' },
      ...{ answer: '已按复核后的读数改少。', answeredAt: '2026-10-08T10:00:00+08:00', mayAskAgain: true },
    }),
  ],
} as const

const PURPOSES = creditTermsOn(cityDayOf(NOW)).purposes.map(({ purposeId, zh, en }) => ({
  purposeId,
  name: name(zh, en),
}))

const statement = (number: number, part: Partial<CreditStatement>): CreditStatement => ({
  ...{ statementId: id('cst', number), reader: null, from: '2026-11-23', to: '2026-11-23', state: 'live' },
  purpose: { purposeId: 'tenancy', words: null, name: name('租赁', 'Tenancy') },
  ...{ madeAt: '2026-11-23T09:00:00+08:00', revokedAt: null, sum: 13_251, readings: 0 },
  level: name('树林', 'Grove'),
  ...part,
})

const STATEMENTS: readonly CreditStatement[] = [
  statement(1, {}),
  statement(2, {
    ...{ reader: BANK, to: '2027-02-20', readings: 2 },
    purpose: { purposeId: 'greenCredit', words: null, name: name('绿色信贷', 'Green credit') },
  }),
  statement(3, {
    ...{ state: 'revoked', revokedAt: '2026-11-02T09:00:00+08:00', from: '2026-11-01', to: '2026-11-30' },
    purpose: { purposeId: 'other', words: '小区车位评选', name: name('小区车位评选', '小区车位评选') },
  }),
]

const LOG: CreditStatementDetail['log'] = [
  {
    ...{ readAt: '2026-11-23T09:20:00+08:00', reader: BANK, isSelfNamed: false, outcome: 'otherPurpose' },
    purpose: name('评优评先', 'Honours and awards'),
  },
  {
    ...{ readAt: '2026-11-23T09:12:00+08:00', reader: BANK, isSelfNamed: false, outcome: 'read' },
    purpose: name('绿色信贷', 'Green credit'),
  },
]

const CODE: CreditCodeShown = { digits: '482907716355', endsAt: '2026-11-23T09:40:00+08:00' }

/** The body for a path about the credit record of a resident or an institution, or about a code of it; undefined for another. */
export function creditAnswerFor(isEmpty: boolean, method: string, path: string): unknown {
  if (path === '/credit-statements/readings') return READING
  const [door, page, statementId, act] = path.split('/').slice(1)
  if (door !== 'me' && door !== 'institution') return undefined
  if (page === 'credit-record') return recordAt(door, isEmpty)
  if (page === 'credit-corrections')
    return method === 'POST'
      ? CORRECTIONS_OF[door][0]
      : { items: isEmpty ? [] : CORRECTIONS_OF[door], nextCursor: null }
  if (page !== 'credit-statements') return undefined
  const statements = STATEMENTS.map((one) => ({ ...one, ...stated(recordAt(door, false)) }))
  if (statementId === undefined)
    return method === 'POST'
      ? statements[0]
      : ({
          ...{ items: isEmpty ? [] : statements, mayMake: true, purposes: PURPOSES, daysMax: 90 },
        } satisfies CreditStatementList)
  if (act === 'codes') return CODE
  const found = statements.find((one) => one.statementId === statementId)
  return found && { ...found, jws: 'eyJ.eyJ.sig', log: found.readings > 0 ? LOG : [] }
}

const recordAt = (door: 'me' | 'institution', isEmpty: boolean): CreditRecord =>
  door === 'me'
    ? recordOf(isEmpty ? NOTHING : FACTS, 'person')
    : recordOf(isEmpty ? NOTHING : INSTITUTION_FACTS, 'institution')

const stated = ({ sum, level }: CreditRecord) => ({ sum, level: level.name })

/** The body for a path about statements given to an institution; undefined for another. */
export function givenAnswerFor(isEmpty: boolean, path: string): unknown {
  const GIVEN = '/v1/institution/given-credit-statements'
  if (path === GIVEN) {
    const given = [1, 2, 3].map((number) => ({
      ...{ statementId: id('cst', 40_000 + number * 137), madeAt: '2026-11-23T09:00:00+08:00' },
      ...{ from: '2026-11-23', to: '2026-12-22' },
    }))
    return { items: isEmpty ? [] : given, nextCursor: null, purposes: PURPOSES } satisfies GivenStatementList
  }
  return path.startsWith(GIVEN) ? READING : undefined
}

const READING: CreditReading = {
  ...{
    statementId: id('cst', 2),
    holder: { kind: 'person', name: name('王*梅', '王*梅'), creditCode: null },
  },
  ...{ purpose: name('绿色信贷', 'Green credit'), from: '2026-11-23', to: '2026-12-22' },
  madeAt: '2026-11-23T09:00:00+08:00',
  ...presentSum(reckonRecord(FACTS, 'person', NOW)),
}

/** Requests for correction as staff see them, the answered ones on a page of their own. */
export const creditDeskAnswer = (isEmpty: boolean, cursor: string | null): StaffCreditCorrectionList => {
  const onPage = CORRECTIONS.filter(({ state }) => (state === 'open') === (cursor === null))
  return {
    items: isEmpty ? [] : onPage.map(asStaffSee),
    nextCursor: isEmpty || cursor !== null ? null : `open.${id('ccr', 1)}`,
  }
}

const asStaffSee = (correction: CreditCorrection): StaffCreditCorrection => {
  const isOpen = correction.state === 'open'
  return {
    ...correction,
    holder: { kind: 'person', institution: null },
    ...{ per: name('每签发 100 克', 'every 100 g issued'), overdue: false },
    units: isOpen ? 471 : null,
    evidence: isOpen
      ? [
          { source: 'rides', sceneId: 'metro', amount: 44_540_000, rides: 38 },
          { source: 'rides', sceneId: null, amount: -1_197_465, rides: null },
        ]
      : [],
    said: isOpen ? [SAID] : [],
  }
}

const SAID: StaffCreditCorrection['said'][number] = {
  ...{ staffId: 'bureau-gu', name: '顾明', body: 'bureau', units: 12, words: '进出站记录对得上' },
  saidAt: '2026-11-20T10:00:00+08:00',
}
