import type { Exclusion, ExclusionList, ExclusionRequest, Expert, ExpertList, ExpertRequest } from '#contract'
import type { ApiClient, WriteOptions } from '../client'

/** The two lists the offices keep: sites that are counted elsewhere, and experts. Acts take their key from the caller. */
export const staffListsApi = (client: ApiClient) => ({
  exclusions: (site: string) =>
    client.get<ExclusionList>('/v1/staff/exclusions', site === '' ? {} : { site }),
  enterExclusion: (entry: ExclusionRequest, options: WriteOptions) =>
    client.post<Exclusion>('/v1/staff/exclusions', { ...entry, siteKey: { ...entry.siteKey } }, options),
  endExclusion: (entryId: string, to: string, reasons: string, options: WriteOptions) =>
    client.post<Exclusion>(`/v1/staff/exclusions/${entryId}/end`, { to, reasons }, options),
  experts: () => client.get<ExpertList>('/v1/staff/experts'),
  inviteExpert: (expert: ExpertRequest, options: WriteOptions) =>
    client.post<Expert>('/v1/staff/experts', { ...expert, fields: [...expert.fields] }, options),
  dismissExpert: (expertId: string, options: WriteOptions) =>
    client.post<Expert>(`/v1/staff/experts/${expertId}/dismissal`, undefined, options),
})

export type StaffListsApi = ReturnType<typeof staffListsApi>
