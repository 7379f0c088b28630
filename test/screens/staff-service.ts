import type { Run, RunDetail, RunState, StaffAppeal, StaffChallenge, StaffSession } from '#contract'

import { answerForConsole } from './console-service'
import { creditDeskAnswer } from './credit-service'
import { DISPUTES } from './institution-service'
import { NOW } from './resident-service'
import { answerForSupervision } from './supervision-service'

/** The service as one member of staff sees it, for looking at pages: no rules, only answers. */
export interface Queue {
  readonly isEmpty: boolean
}

/** A key of nobody: the look of the pages does not depend on whose signature it is. */
export const KEY_OF_NOBODY = 'A'.repeat(43)

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const name = (zh: string, en: string) => ({ zh, en })
const minutesAgo = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString()
const daysAgo = (days: number) => minutesAgo(days * 1_440)

const OPERATORS = [
  ['sptcc', 'metro', name('上海公共交通卡', 'Shanghai Public Transport Card'), 1_204_331, '1172840331250'],
  ['metro-app', 'metro', name('Metro大都会', 'Metro Daduhui'), 402_118, '391577004811'],
  ['bus-group', 'bus', name('公交集团乘车码', 'Bus group ride code'), 96_204, '40598088000'],
  [
    'bike-blue',
    'bike',
    name('蓝色单车出行服务（上海）有限责任公司', 'Blue Bikes Travel Services (Shanghai) Limited'),
    31,
    '6683600',
  ],
] as const

const STEPS: readonly RunState[] = ['settled', 'reported', 'verified', 'confirmed', 'issued']

function run(number: number, state: RunState): Run {
  const [operatorId, sceneId, operator, rides, reductionMilligrams] =
    OPERATORS[number % OPERATORS.length] ?? OPERATORS[0]
  const reached = STEPS.indexOf(state)
  const at = (step: number) => (reached >= step ? minutesAgo(600 - step * 90) : null)
  const isIssued = state === 'issued'
  return {
    runId: id('run', number),
    operatorId,
    operator,
    sceneId,
    operatorDay: `2026-11-${String(21 - Math.floor(number / 4)).padStart(2, '0')}`,
    runNo: number === 1 ? 2 : 1,
    state,
    rides,
    accounts: Math.ceil(rides / 2),
    reductionMilligrams,
    settledAt: minutesAgo(600),
    reportedAt: at(1),
    verifiedAt: at(2),
    confirmedAt: at(3),
    issuedAt: at(4),
    returnedReason: state === 'returned' ? '周六下午的里程普遍偏大，请核对 9 号线的线网数据。' : null,
    confirmations: reached >= 3 ? 2 : state === 'verified' ? number % 2 : 0,
    serialFrom: isIssued ? '48213077120001' : null,
    serialTo: isIssued ? String(48_213_077_120_000n + BigInt(reductionMilligrams)) : null,
  }
}

const DISTRICTS = ['浦东新区', '闵行区', '静安区', '徐汇区', '杨浦区', ''] as const

function detail({ isEmpty }: Queue): RunDetail {
  const shown = isEmpty
    ? { ...run(3, 'reported'), rides: 0, accounts: 0, reductionMilligrams: '0' }
    : run(1, 'verified')
  return {
    run: shown,
    samples: isEmpty ? [] : Array.from({ length: 12 }, (_, number) => sample(number)),
    anomalies: isEmpty
      ? []
      : [
          {
            kind: 'impossibleSpeed',
            rides: 3,
            note: name(
              '平均速度超过每秒 40 米，距离或时间可能有误',
              'Faster than 40 m/s on average: distance or times may be wrong',
            ),
          },
          {
            kind: 'duplicateTrips',
            rides: 1_208,
            note: name(
              '同一次出行由两个渠道上报，本批次的记录未计入',
              'The same trip came by another channel; these rows of the run do not count',
            ),
          },
        ],
    labels: isEmpty
      ? []
      : [
          {
            ruleId: 'anr_00000000000000000000000001',
            ...{ code: 'two-at-once', version: 1, kind: 'overlap', threshold: 300, unit: 's', rides: 14 },
            reason: name(
              '同一账户用两个凭证同时在两趟行程中超过 5 分钟',
              'One account was in two rides at once, by two instruments, for more than 5 minutes',
            ),
          },
        ],
    replay: isEmpty
      ? null
      : {
          equal: true,
          evidenceDigest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          replayedMilligrams: shown.reductionMilligrams,
          at: minutesAgo(420),
        },
    issueFault: null,
    confirmedBy: isEmpty
      ? []
      : [{ staffId: 'centre-shen', name: '沈洁', role: 'centre', at: minutesAgo(60) }],
    byDistrict: isEmpty
      ? []
      : DISTRICTS.map((district, index) => ({
          district,
          rides: 120_000 - index * 18_211,
          reductionMilligrams: String(116_857_233_000 - index * 17_733_211_019),
        })),
  }
}

const sample = (number: number): RunDetail['samples'][number] => ({
  rideId: id('ride', number),
  accountKey: `${'7c19e4ab0d52f863'.slice(number)}${'7c19e4ab0d52f863'.slice(0, number)}`.repeat(2),
  boardedAt: minutesAgo(2_900 + number * 37),
  distanceMeters: 3_204 + number * 2_611,
  reductionMilligrams: (3_204 + number * 2_611) * 97,
})

function appeal(number: number, state: StaffAppeal['state']): StaffAppeal {
  const [, sceneId, operator] = OPERATORS[number % OPERATORS.length] ?? OPERATORS[0]
  const isOpen = state === 'open'
  return {
    appealId: id('apl', number),
    rideId: id('ride', number),
    reason: (['wrongDistance', 'notMine', 'refusedWrongly'] as const)[number % 3] ?? 'other',
    text:
      number % 3 === 1
        ? ''
        : '那天我从莘庄坐到人民广场，换乘了一次，显示的里程只有一半。我在站里有消费记录可以证明。',
    stage: number === 1 ? 'review' : 'first',
    state,
    openedAt: daysAgo(12 - number),
    answerDueAt: daysAgo(2 - number),
    answer: isOpen ? null : '核对了进出站记录，里程按最短路径计算，没有错。',
    answeredAt: isOpen ? null : daysAgo(1),
    sceneId,
    operator,
    district: DISTRICTS[number % 5] ?? '',
    ride: {
      boardedAt: daysAgo(14 - number),
      alightedAt: sceneId === 'metro' ? daysAgo(13.97 - number) : null,
      from: sceneId === 'metro' ? '莘庄' : null,
      to: sceneId === 'metro' ? '人民广场' : null,
      distanceMeters: sceneId === 'bus' ? null : 12_345,
      reductionMilligrams: sceneId === 'bus' ? 422_000 : 1_197_465,
      counts: number % 3 !== 2,
      runId: id('run', 1),
    },
    overdue: isOpen && number < 2,
    firstAnswer: number === 1 ? { answer: '核对了进出站记录，里程没有错。', answeredAt: daysAgo(14) } : null,
    mayAnswer: isOpen,
  }
}

const CHALLENGE: StaffChallenge = {
  challengeId: '01935a7e-7c1f-7b52-9c11-3f0a5a9d2b10',
  text: [
    '随碳 Suitan: sign in as staff',
    'staff: centre-gu',
    'nonce: Zk3mTq9xW0uVbY2pLr8sNd4e',
    'expires: 2026-11-23T01:32:00.000Z',
  ].join('\n'),
  expiresAt: '2026-11-23T01:32:00.000Z',
}

const SESSION: StaffSession = {
  accessToken: 'access',
  accessTokenExpiresAt: '2026-11-23T01:45:00.000Z',
  staff: { staffId: 'centre-gu', name: '顾明', role: 'centre', district: null },
}

/** The body for a path of the staff API; undefined for one the pages never ask. */
export function answerForStaff(queue: Queue, url: URL): unknown {
  const path = url.pathname.replace(/^\/v1\/staff/, '')
  const state = url.searchParams.get('state')
  if (path === '/challenges') return CHALLENGE
  if (path === '/sessions') return SESSION
  if (path === '/runs') {
    const count = queue.isEmpty ? 0 : 12
    const items = Array.from({ length: count }, (_, number) => run(number, (state ?? 'verified') as RunState))
    return { items, nextCursor: null }
  }
  if (path.startsWith('/runs/')) return detail(queue)
  if (path === '/appeals') {
    const items = Array.from({ length: queue.isEmpty ? 0 : 5 }, (_, number) =>
      appeal(number, (state ?? 'open') as StaffAppeal['state']),
    )
    return { items }
  }
  const ofConsole = answerForConsole(queue, url)
  if (ofConsole !== undefined) return ofConsole
  if (path === '/credit-corrections') return creditDeskAnswer(queue.isEmpty, url.searchParams.get('cursor'))
  if (path === '/statement-disputes') return queue.isEmpty ? { items: [] } : DISPUTES
  return answerForSupervision(queue, url)
}
