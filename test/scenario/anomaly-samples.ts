import { encodeId } from '#domain/id'

import type { Sample } from './isolation-samples'

const NO_RULE = encodeId('anr', '00000000-0000-8000-8000-0000000000aa')

/** Routes about rules of anomalies, asked with a run of Mei's; nothing is switched on by them. */
export const anomalySamples = (runId: string): Record<string, Sample> => {
  const rule = `/v1/staff/anomaly-rules/${NO_RULE}`
  const words = { zh: '不是我的', en: 'Not mine' }
  return {
    'GET /v1/staff/anomaly-rules': { path: '/v1/staff/anomaly-rules' },
    'POST /v1/staff/anomaly-rules': {
      path: '/v1/staff/anomaly-rules',
      body: {
        ...{ code: 'of-the-walk', kind: 'tooManyRides', sceneIds: ['metro'], threshold: 20 },
        ...{ reason: words, source: words },
      },
    },
    'GET /v1/staff/anomaly-rules/{ruleId}': { path: rule },
    'POST /v1/staff/anomaly-rules/{ruleId}/dry-runs': {
      path: `${rule}/dry-runs`,
      body: { from: '2026-05-01', to: '2026-05-02' },
    },
    'POST /v1/staff/anomaly-rules/{ruleId}/signatures': {
      path: `${rule}/signatures`,
      body: { act: 'off', day: '2026-06-01' },
    },
    'GET /v1/staff/runs/{runId}/labels': { path: `/v1/staff/runs/${runId}/labels` },
  }
}
