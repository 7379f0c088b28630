import { randomUUID } from 'node:crypto'

import type { Sample } from './isolation-samples'

/** Routes about methodologies and experts, with a draft of Mei's in them. */
export const proposalSamples = (proposalId: string): Record<string, Sample> => {
  const doors = ['/v1/me', '/v1/institution', '/v1/staff'].map((prefix) => `${prefix}/methodology-proposals`)
  const written = doors.flatMap((path): [string, Sample][] => [
    [`POST ${path}`, { path, body: { revises: null, record: {} } }],
    [`GET ${path}`, { path }],
    [`GET ${path}/{proposalId}`, { path: `${path}/${proposalId}` }],
    [`PUT ${path}/{proposalId}/record`, { path: `${path}/${proposalId}/record`, body: { record: {} } }],
    [`POST ${path}/{proposalId}/submission`, { path: `${path}/${proposalId}/submission` }],
  ])
  const withdrawn = doors
    .slice(0, 2)
    .map((path): [string, Sample] => [
      `POST ${path}/{proposalId}/withdrawal`,
      { path: `${path}/${proposalId}/withdrawal`, body: { reasons: '不是我的' } },
    ])
  return {
    ...Object.fromEntries([...written, ...withdrawn]),
    ...deskSamples(proposalId),
    ...expertSamples(proposalId),
  }
}

const deskSamples = (proposalId: string): Record<string, Sample> => {
  const desk = '/v1/staff/methodology-proposals'
  const acts: Record<string, object | undefined> = {
    check: undefined,
    acceptance: { code: 'T-1' },
    return: { reasons: '退回' },
    closure: { reasons: '结束' },
    seats: { expertId: 'expert-far', field: '交通' },
    signatures: { day: '2026-05-05' },
  }
  const worked = Object.entries(acts).map(([act, body]): [string, Sample] => [
    `POST ${desk}/{proposalId}/${act}`,
    { path: `${desk}/${proposalId}/${act}`, ...(body === undefined ? {} : { body }) },
  ])
  return {
    ...Object.fromEntries(worked),
    [`POST ${desk}/{proposalId}/seats/{expertId}/substitution`]: {
      path: `${desk}/${proposalId}/seats/expert-far/substitution`,
      body: { expertId: 'expert-near' },
    },
    'GET /v1/staff/methodologies/{code}/{version}/retirement': {
      path: '/v1/staff/methodologies/NONE/1/retirement',
    },
    'POST /v1/staff/methodologies/{code}/{version}/retirement': {
      path: '/v1/staff/methodologies/NONE/1/retirement',
      body: { day: '2026-05-05' },
    },
    [`GET ${desk}/{proposalId}/draft-run`]: { path: `${desk}/${proposalId}/draft-run?month=2026-04` },
    'GET /v1/methodologies/{code}/differences': {
      path: '/v1/methodologies/SHCER02020022024II/differences?from=1&to=2',
    },
    'GET /v1/staff/overdue-reviews': { path: '/v1/staff/overdue-reviews' },
    'GET /v1/methodology-register': { path: '/v1/methodology-register' },
  }
}

const expertSamples = (proposalId: string): Record<string, Sample> => ({
  'GET /v1/staff/experts': { path: '/v1/staff/experts' },
  'POST /v1/staff/experts': { path: '/v1/staff/experts', body: {} },
  'POST /v1/staff/experts/{expertId}/dismissal': { path: '/v1/staff/experts/expert-near/dismissal' },
  'POST /v1/experts/challenges': { path: '/v1/experts/challenges', body: { expertId: 'expert-near' } },
  'POST /v1/experts/sessions': {
    path: '/v1/experts/sessions',
    body: { challengeId: randomUUID(), signature: 'A'.repeat(86) },
  },
  'GET /v1/expert/reviews': { path: '/v1/expert/reviews' },
  'POST /v1/expert/reviews/{proposalId}/recusal': {
    path: `/v1/expert/reviews/${proposalId}/recusal`,
    body: { reason: '回避' },
  },
  'POST /v1/expert/reviews/{proposalId}/opinion': {
    path: `/v1/expert/reviews/${proposalId}/opinion`,
    body: { verdict: 'approve', text: '同意', nameShown: false, signature: 'A'.repeat(86) },
  },
})
