import type { ProjectRecord } from '#contract'
import { siteKey, type SiteKey } from '#domain/exclusion'
import { decodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

import type { ProjectRow } from './project-row'

/** Every name of a project's site: those it gave, and its meters. */
export const siteKeysOf = ({ siteKeys, meters }: Pick<ProjectRecord, 'siteKeys' | 'meters'>): SiteKey[] => {
  const keys = [
    ...siteKeys.map(({ kind, value }) => siteKey(kind, value)),
    ...meters.map(({ meterNo }) => siteKey('meter', meterNo)),
  ]
  return keys.filter(
    (key, index) => keys.findIndex(({ kind, value }) => kind === key.kind && value === key.value) === index,
  )
}

type Claiming = Pick<ProjectRow, 'project_id' | 'institution_id' | 'record'>

/**
 * By what projects are held against the exclusion list: every name of their sites, and the codes 统一社会信用代码 of the organisations whose
 * sites they are, whether they say them or not: who applies for itself, and who entrusted a site. A party that applies with sites of others
 * is not asked for its own.
 */
export const exclusionKeysOf = async (
  sql: Queryable,
  rows: readonly Claiming[],
): Promise<(row: Claiming) => readonly SiteKey[]> => {
  const asked = rows.flatMap(ownersAskedOf)
  const owners = await sql<{ project_id: string; credit_code: string }[]>`
    SELECT DISTINCT project_id, credit_code
    FROM unnest(${asked.map(({ projectId }) => projectId)}::text[]::uuid[], ${asked.map(({ selfId }) => selfId)}::text[]::uuid[],
      ${asked.map(({ entrustmentId }) => entrustmentId)}::text[]::uuid[]) AS asked (project_id, self_id, entrustment_id)
    LEFT JOIN project_entrustment AS given USING (entrustment_id)
    JOIN institution ON institution.institution_id IN (self_id, owner_institution_id)`
  return ({ project_id: projectId, record }) => [
    ...siteKeysOf(record),
    ...owners
      .filter((owner) => owner.project_id === projectId)
      .map(({ credit_code: code }) => siteKey('creditCode', code)),
  ]
}

interface AskedOwner {
  readonly projectId: string
  readonly selfId: string | null
  readonly entrustmentId: string | null
}

const ownersAskedOf = ({ project_id: projectId, institution_id: selfId, record }: Claiming): AskedOwner[] => {
  if (record.entrustmentIds.length === 0) return [{ projectId, selfId, entrustmentId: null }]
  return record.entrustmentIds.map((id) => ({
    ...{ projectId, selfId: null },
    entrustmentId: decodeId('ent', id) ?? null,
  }))
}
