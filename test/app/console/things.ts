import type { StaffProject, StaffProposal, StaffSceneApplication } from '#contract'
import type { Staff } from '../../../src/stores/staff'

export const person = (staffId: string, role: Staff['role']): Staff => ({
  staffId,
  name: staffId,
  role,
  district: null,
})
export const [centre, centreToo, bureau, exchange] = [
  person('gu', 'centre'),
  person('lin', 'centre'),
  person('wu', 'bureau'),
  person('li', 'exchange'),
]

export const APPROVAL = {
  ...{ verdict: 'approve' as const, text: '同意', nameShown: false, signedText: '', signature: '' },
  givenAt: '',
}
export const seat = (expertId: string, change: Partial<StaffProposal['seats'][number]> = {}) => ({
  ...{
    round: 2,
    expertId,
    name: expertId,
    field: '交通',
    state: 'given' as const,
    dueAt: '',
    overdue: false,
  },
  ...{ inConflict: false, recusalReason: null },
  opinion: APPROVAL,
  ...change,
})

export const signature = (staff: Staff, day: string, act: 'publish' | 'retire' = 'publish') => ({
  ...{ act, role: staff.role as 'centre', staffId: staff.staffId, name: staff.name, day },
  signedAt: '2026-11-20T00:00:00Z',
})

export const proposal = (change: Partial<StaffProposal> = {}): StaffProposal => ({
  ...{ proposalId: 'mpr_1', state: 'review', round: 2, name: null, revises: null, code: 'X-1', version: 1 },
  ...{
    openedAt: '',
    checkDueAt: null,
    record: {},
    faults: [],
    returns: [],
    closedReasons: null,
    opinions: [],
  },
  applicant: { kind: 'person', institution: null },
  rounds: [
    { round: 1, record: {}, recordDigest: 'a', submittedAt: '2026-11-01T00:00:00Z' },
    { round: 2, record: {}, recordDigest: 'b', submittedAt: '2026-11-10T00:00:00Z' },
  ],
  seats: [seat('zhou'), seat('qian')],
  signatures: [],
  ...change,
})

export const application = (change: Partial<StaffSceneApplication> = {}): StaffSceneApplication => ({
  ...{ applicationId: 'sca_1', sceneId: 'ferry', operatorId: 'sptcc', state: 'applied', round: 1 },
  applicant: { kind: 'operator', institution: null },
  ...{ approvedUntil: null, dueAt: null, openedAt: '', record: {}, source: null, steps: [], trial: null },
  ...{ extensionOpensOn: null, extensions: [], mandate: null, rounds: [], reviews: [], suspendedBy: null },
  ...change,
})

export const project = (change: Partial<StaffProject> = {}): StaffProject => ({
  ...{
    projectId: 'prj_1',
    kind: 'distributed-pv',
    name: '光伏',
    applicant: 'person',
    state: 'review',
    round: 1,
  },
  ...{ openedAt: '', dueAt: null, findings: [], closedReasons: null, institution: null, reviewDigest: 'd' },
  record: {
    ...{ kind: 'distributed-pv', name: '光伏', address: '路', size: 1, startDay: '2026-01-01', siteKeys: [] },
    ...{ meters: [], otherScheme: null, entrustmentIds: [], pusherId: null },
    period: { from: '2026-04-01', to: '2026-05-01' },
  },
  reports: [
    {
      ...{ reportNo: 1, period: { from: '2026-04-01', to: '2026-05-01' }, readings: 1, totals: {} },
      ...{ methodology: { code: 'X', version: 1 }, reductionMilligrams: '1', evidenceDigest: 'e' },
      ...{ state: 'handedIn', handedInAt: '', dueAt: null, returnedReasons: null, issued: null },
    },
  ],
  ...{ signatures: [], suspendedBy: null },
  ...change,
})
