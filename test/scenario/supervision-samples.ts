import { encodeId } from '#domain/id'

import type { Sample } from './isolation-samples'

const NOBODYS = '00000000-0000-8000-8000-0000000000aa'

/** Routes of supervision, asked with a run of Mei's; nobody is stopped or answered by them. */
export const supervisionSamples = (runId: string): Record<string, Sample> => {
  const report = `/v1/staff/fraud-reports/${encodeId('frd', NOBODYS)}`
  return {
    'GET /v1/staff/search': {
      path: `/v1/staff/search?kind=account&value=${'0'.repeat(32)}&run=${runId}&why=inspection`,
    },
    'GET /v1/staff/suspensions': { path: '/v1/staff/suspensions?state=open' },
    'GET /v1/staff/suspension-subjects': {
      path: `/v1/staff/suspension-subjects?kind=account&id=${encodeId('acc', NOBODYS)}`,
    },
    'POST /v1/staff/suspensions': {
      path: '/v1/staff/suspensions',
      body: {
        subject: { kind: 'account', accountId: encodeId('acc', NOBODYS) },
        ...{ reasons: '不是我的', until: null },
      },
    },
    'POST /v1/staff/suspensions/{suspensionId}/resumption': {
      path: `/v1/staff/suspensions/${encodeId('sus', NOBODYS)}/resumption`,
      body: { reasons: '不是我的' },
    },
    'GET /v1/staff/quality-reports/{month}': { path: '/v1/staff/quality-reports/2026-05' },
    'GET /v1/staff/quality-reports/{month}/file': { path: '/v1/staff/quality-reports/2026-05/file' },
    'GET /v1/staff/actions': { path: '/v1/staff/actions' },
    'GET /v1/staff/action-chain': { path: '/v1/staff/action-chain?from=1&to=1' },
    'GET /v1/staff/fraud-reports': { path: '/v1/staff/fraud-reports?state=open' },
    'GET /v1/staff/fraud-reports/{reportId}': { path: report },
    'POST /v1/staff/fraud-reports/{reportId}/look': { path: `${report}/look` },
    'POST /v1/staff/fraud-reports/{reportId}/answer': {
      path: `${report}/answer`,
      body: { outcome: 'unfounded', answer: '不是我的' },
    },
    'POST /v1/fraud-reports': {
      path: '/v1/fraud-reports',
      body: { about: 'other', words: '不是我的事情', contact: null },
    },
    'POST /v1/fraud-reports/progress': { path: '/v1/fraud-reports/progress', body: { number: '1' } },
  }
}
