import type { Sample } from './isolation-samples'

/** Routes about groups, districts, titles and years, with a group of hers in them. */
export const groupSamples = ({
  groupId,
  groupCode,
  guardianshipId,
}: Readonly<Record<'groupId' | 'groupCode' | 'guardianshipId', string>>): Record<string, Sample> => {
  const path = `/v1/me/groups/${groupId}`
  const asked = { kind: 'company', name: { zh: '不是', en: 'no' } }
  const guardianship = '/v1/me/guardianships/{guardianshipId}/groups'
  return {
    'GET /v1/me/groups': { path: '/v1/me/groups' },
    'GET /v1/me/groups/{groupId}': { path },
    'DELETE /v1/me/groups/{groupId}': { path },
    'POST /v1/me/groups/preview': { path: '/v1/me/groups/preview', body: { code: groupCode } },
    'POST /v1/me/groups': { path: '/v1/me/groups', body: { code: groupCode, consentVersion: '2026-12' } },
    'PUT /v1/me/groups/{groupId}/nickname': { path: `${path}/nickname`, body: { nickname: '不是我' } },
    'PUT /v1/me/district': { path: '/v1/me/district', body: { district: '310101' } },
    'DELETE /v1/me/district': { path: '/v1/me/district' },
    'GET /v1/me/rankings/{board}': { path: '/v1/me/rankings/school' },
    [`PUT ${guardianship}`]: { path: `/v1/me/guardianships/${guardianshipId}/groups` },
    [`DELETE ${guardianship}`]: { path: `/v1/me/guardianships/${guardianshipId}/groups` },
    'GET /v1/me/titles': { path: '/v1/me/titles' },
    'GET /v1/me/year-reports': { path: '/v1/me/year-reports' },
    'GET /v1/me/year-reports/{year}': { path: '/v1/me/year-reports/2026' },
    ...Object.fromEntries(
      ['institution', 'staff'].flatMap((by): [string, Sample][] => {
        const opened = `/v1/${by}/groups`
        return [
          [`GET ${opened}`, { path: opened }],
          [`POST ${opened}`, { path: opened, body: asked }],
          [`POST ${opened}/{groupId}/code`, { path: `${opened}/${groupId}/code` }],
          [`POST ${opened}/{groupId}/closure`, { path: `${opened}/${groupId}/closure` }],
        ]
      }),
    ),
  }
}
