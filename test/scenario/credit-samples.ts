import type { Sample } from './isolation-samples'

const PURPOSE = { purposeId: 'tenancy', words: null }

/** Routes about credit records, with a statement and a request for correction of somebody's in them. */
export const creditSamples = (hers: {
  statementId: string
  correctionId: string
  code: string
}): Record<string, Sample> => ({
  ...ofHolder('/v1/me', hers.statementId),
  ...ofHolder('/v1/institution', hers.statementId),
  'GET /v1/institution/given-credit-statements': { path: '/v1/institution/given-credit-statements' },
  'POST /v1/institution/given-credit-statements/{statementId}/readings': {
    path: `/v1/institution/given-credit-statements/${hers.statementId}/readings`,
    body: { purpose: PURPOSE },
  },
  'POST /v1/credit-statements/readings': {
    path: '/v1/credit-statements/readings',
    // Not the code she was shown: whoever has that may read.
    body: { code: hers.code, reader: '不认识的人', purpose: PURPOSE },
  },
  'GET /v1/staff/credit-corrections': { path: '/v1/staff/credit-corrections' },
  'POST /v1/staff/credit-corrections/{correctionId}/grants': {
    path: `/v1/staff/credit-corrections/${hers.correctionId}/grants`,
    body: { units: 1, words: '核对了' },
  },
  'POST /v1/staff/credit-corrections/{correctionId}/refusal': {
    path: `/v1/staff/credit-corrections/${hers.correctionId}/refusal`,
    body: { words: '没有少' },
  },
})

const ofHolder = (prefix: string, statementId: string): Record<string, Sample> => {
  const statements = `${prefix}/credit-statements`
  const one = `${statements}/{statementId}`
  return {
    [`GET ${prefix}/credit-record`]: { path: `${prefix}/credit-record` },
    [`GET ${prefix}/credit-corrections`]: { path: `${prefix}/credit-corrections` },
    [`POST ${prefix}/credit-corrections`]: {
      path: `${prefix}/credit-corrections`,
      body: { lineId: 'months', month: '2026-05', text: '不是我的' },
    },
    [`GET ${statements}`]: { path: statements },
    [`POST ${statements}`]: {
      path: statements,
      body: { reader: { kind: 'bearer' }, purpose: PURPOSE, from: '2026-05-04', to: '2026-05-05' },
    },
    [`GET ${one}`]: { path: `${statements}/${statementId}` },
    [`POST ${one}/codes`]: { path: `${statements}/${statementId}/codes` },
    [`POST ${one}/revocation`]: { path: `${statements}/${statementId}/revocation` },
  }
}
