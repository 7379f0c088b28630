import type { Run, RunState, StaffAppeal } from '#contract'

export const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
export const RUN_ID = id('run', 1)
export const APPEAL_ID = id('apl', 1)

/** The one run of the desk, in whatever state it is. */
export const runIn = (state: RunState): Run => ({
  runId: RUN_ID,
  operatorId: 'sptcc',
  operator: { zh: '上海公共交通卡', en: 'Shanghai Public Transport Card' },
  sceneId: 'metro',
  operatorDay: '2026-11-20',
  runNo: 1,
  state,
  rides: 3,
  accounts: 2,
  reductionMilligrams: '3592395',
  settledAt: '2026-11-23T00:00:00+08:00',
  reportedAt: null,
  verifiedAt: null,
  confirmedAt: null,
  issuedAt: null,
  returnedReason: null,
  confirmations: 0,
  serialFrom: null,
  serialTo: null,
})

export const APPEAL: StaffAppeal = {
  appealId: APPEAL_ID,
  rideId: id('ride', 1),
  reason: 'wrongDistance',
  text: '里程少了一半',
  stage: 'first',
  state: 'open',
  openedAt: '2026-11-20T09:00:00+08:00',
  answerDueAt: '2026-11-27T09:00:00+08:00',
  answer: null,
  answeredAt: null,
  sceneId: 'metro',
  operator: { zh: '上海公共交通卡', en: 'Shanghai Public Transport Card' },
  district: '闵行区',
  ride: {
    boardedAt: '2026-11-19T08:05:00+08:00',
    alightedAt: '2026-11-19T08:41:00+08:00',
    from: '莘庄',
    to: '人民广场',
    distanceMeters: 12_345,
    reductionMilligrams: 1_197_465,
    counts: true,
    runId: RUN_ID,
  },
  overdue: false,
  firstAnswer: null,
  mayAnswer: true,
}
