import type { Sample } from './isolation-samples'

/** Routes of projects, entrustments and the exclusion list, with a draft and an entrustment of Mei's in them. */
export const projectSamples = (hers: {
  projectId: string
  entrustmentId: string
  institutionId: string
}): Record<string, Sample> => {
  const { projectId, entrustmentId, institutionId } = hers
  const siteKey = { kind: 'gridAccount', value: '310100019999' }
  const doors = ['/v1/me', '/v1/institution'].flatMap((prefix): [string, Sample][] => {
    const [one, at] = [`${prefix}/projects/{projectId}`, `${prefix}/projects/${projectId}`]
    const given = `${prefix}/project-entrustments`
    return [
      [`POST ${prefix}/projects`, { path: `${prefix}/projects`, body: {} }],
      [`GET ${prefix}/projects`, { path: `${prefix}/projects` }],
      [`GET ${one}`, { path: at }],
      [`GET ${one}/outlook`, { path: `${at}/outlook?from=2026-04-01&to=2026-05-01` }],
      [`PUT ${one}/record`, { path: `${at}/record`, body: {} }],
      [`POST ${one}/application`, { path: `${at}/application` }],
      [`POST ${one}/withdrawal`, { path: `${at}/withdrawal`, body: { words: '不是我的' } }],
      [
        `POST ${one}/reports`,
        { path: `${at}/reports`, body: { period: { from: '2026-04-01', to: '2026-05-01' } } },
      ],
      [`POST ${one}/readings/{pushId}`, { path: `${at}/readings/a`, body: {} }],
      [`GET ${one}/readings/{pushId}`, { path: `${at}/readings/a` }],
      [`GET ${given}`, { path: given }],
      [`POST ${given}`, { path: given, body: { institutionId, siteKey } }],
      [`DELETE ${given}/{entrustmentId}`, { path: `${given}/${entrustmentId}` }],
    ]
  })
  const [pushing, push] = [
    '/v1/partners/{institutionId}/projects/{projectId}/readings/{pushId}',
    `/v1/partners/${institutionId}/projects/${projectId}/readings/a`,
  ]
  return {
    ...Object.fromEntries(doors),
    [`POST ${pushing}`]: { path: push, body: {} },
    [`GET ${pushing}`]: { path: push },
    ...deskSamples(projectId),
    'GET /v1/institution/received-entrustments': { path: '/v1/institution/received-entrustments' },
    'GET /v1/institutions/{creditCode}': { path: '/v1/institutions/91310000000000000A' },
    'GET /v1/institution/surrenders': { path: '/v1/institution/surrenders' },
    'POST /v1/institution/surrenders': {
      path: '/v1/institution/surrenders',
      body: { complianceYear: 2026, milligrams: '1' },
    },
    'GET /v1/project-methodologies': { path: '/v1/project-methodologies' },
    'GET /v1/project-methodologies/{code}/differences': {
      path: '/v1/project-methodologies/SHANGHAI-DISTRIBUTED-PV/differences?from=1&to=1',
    },
    'GET /v1/projects': { path: '/v1/projects?text=x' },
    'GET /v1/projects/{projectId}': { path: `/v1/projects/${projectId}` },
  }
}

const deskSamples = (projectId: string): Record<string, Sample> => {
  const [one, at] = ['/v1/staff/projects/{projectId}', `/v1/staff/projects/${projectId}`]
  const words = { words: '按规定处理' }
  const digest = '00'.repeat(32)
  const acts: readonly (readonly [string, object | undefined])[] = [
    ['acceptance', undefined],
    ['return', words],
    ['verdicts', { verdict: 'approve', ...words, digest }],
    ['findings', words],
    ['suspension', words],
    ['resumption', words],
    ['end', words],
  ]
  const reports: readonly (readonly [string, object | undefined])[] = [
    ['verification', undefined],
    ['return', words],
    ['issue-signatures', { digest }],
  ]
  const withBody = (path: string, body: object | undefined): Sample => ({
    path,
    ...(body === undefined ? {} : { body }),
  })
  return {
    'GET /v1/staff/projects': { path: '/v1/staff/projects' },
    [`GET ${one}`]: { path: at },
    [`GET ${one}/evidence`]: { path: `${at}/evidence` },
    'GET /v1/staff/overdue-projects': { path: '/v1/staff/overdue-projects' },
    ...Object.fromEntries(acts.map(([act, body]) => [`POST ${one}/${act}`, withBody(`${at}/${act}`, body)])),
    ...Object.fromEntries(
      reports.map(([act, body]) => [
        `POST ${one}/reports/{reportNo}/${act}`,
        withBody(`${at}/reports/1/${act}`, body),
      ]),
    ),
    'GET /v1/staff/exclusions': { path: '/v1/staff/exclusions' },
    'POST /v1/staff/exclusions': { path: '/v1/staff/exclusions', body: {} },
    'POST /v1/staff/exclusions/{entryId}/end': {
      path: '/v1/staff/exclusions/exc_00000000000000000000000000/end',
      body: { to: '2026-05-05', reasons: '结束' },
    },
    'GET /v1/staff/exclusion-log': { path: '/v1/staff/exclusion-log' },
  }
}
