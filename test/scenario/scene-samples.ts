import type { Sample } from './isolation-samples'

/** Routes about applications for scenes, with a draft of an institution's in them. */
export const sceneSamples = (applicationId: string): Record<string, Sample> => ({
  ...samplesAt('/v1/institution/scene-applications', applicationId, {
    submission: undefined,
    withdrawal: { reasons: '不是我的' },
    extensions: { until: '2027-12-31', reasons: '不是我的' },
  }),
  ...samplesAt('/v1/staff/scene-applications', applicationId, {
    reviews: { verdict: 'approve', until: '2027-12-31' },
    'extension-reviews': { verdict: 'approve' },
    'system-test': undefined,
    connection: { channelRank: 1 },
    opening: undefined,
    suspension: { reasons: '不是我的' },
    resumption: { reasons: '不是我的' },
  }),
  'POST /v1/institution/scene-applications': {
    path: '/v1/institution/scene-applications',
    body: { sceneId: 'ferry', operatorId: 'sptcc', mandate: null, record: RECORD },
  },
  'PUT /v1/institution/scene-applications/{applicationId}/record': {
    path: `/v1/institution/scene-applications/${applicationId}/record`,
    body: { record: RECORD },
  },
})

const RECORD = { methodologyCode: 'NONE', channel: { zh: '不是', en: 'no' }, dataSource: '不是' }

const samplesAt = (
  path: string,
  applicationId: string,
  acts: Record<string, object | undefined>,
): Record<string, Sample> => ({
  [`GET ${path}`]: { path },
  [`GET ${path}/{applicationId}`]: { path: `${path}/${applicationId}` },
  ...Object.fromEntries(
    Object.entries(acts).map(([act, body]): [string, Sample] => [
      `POST ${path}/{applicationId}/${act}`,
      { path: `${path}/${applicationId}/${act}`, ...(body === undefined ? {} : { body }) },
    ]),
  ),
})
