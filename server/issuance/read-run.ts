import { decodeId } from '#domain/id'
import { refuse, type Refusal, type RunDetail } from '#contract'
import { labelCountsOf } from '#server/anomaly/index'
import type { Dependencies, Sql, StaffPrincipal } from '#server/platform/index'

import { ISSUE_FAULTS } from './issue-fault'
import { anomaliesOf } from './run-anomalies'
import { presentRun, selectRun, type RunRow } from './run-row'
import { sampleRides } from './sample-rides'

interface DistrictRow {
  district: string
  rides: bigint
  accounts: bigint
  reduction_milligrams: bigint
}

/**
 * A run with sample rides, anomalies, labels, its last replay, who confirmed, and its figures by district. District staff see their
 * district's figures and samples only. Seeing the samples is logged for the residents concerned. Refuses request.not-found.
 */
export const readRun = async (
  deps: Dependencies,
  staff: StaffPrincipal,
  wireId: string,
): Promise<RunDetail | Refusal> => {
  const { sql } = deps
  const runId = decodeId('run', wireId) ?? null
  const [row] = await sql<RunRow[]>`
    ${selectRun(sql)} WHERE run.run_id = ${runId} AND run.state NOT IN ('open', 'empty')`
  if (row === undefined) return refuse('request.not-found')
  const district = staff.role === 'district' ? staff.district : null
  const districts = await sql<DistrictRow[]>`
    SELECT district, rides, accounts, reduction_milligrams FROM run_district
    WHERE run_id = ${row.run_id} AND (${district}::text IS NULL OR district = ${district}) ORDER BY district`
  const [own] = districts
  if (district !== null && own === undefined) return refuse('request.not-found')
  return {
    run: district === null ? presentRun(row) : presentRun(row, own),
    samples: await sampleRides(deps, staff, row),
    anomalies: district === null ? await anomaliesOf(sql, row.run_id) : [],
    labels: district === null ? await labelCountsOf(sql, row.run_id) : [],
    replay: district === null ? await lastReplay(sql, row.run_id) : null,
    issueFault: row.issue_fault === null ? null : ISSUE_FAULTS[row.issue_fault],
    confirmedBy: await confirmationsOf(sql, row.run_id),
    byDistrict: districts.map(({ district: name, rides, reduction_milligrams }) => ({
      district: name,
      rides: Number(rides),
      reductionMilligrams: String(reduction_milligrams),
    })),
  }
}

const lastReplay = async (sql: Sql, runId: string): Promise<RunDetail['replay']> => {
  const [last] = await sql<
    { equal: boolean; evidence_digest: Buffer; reduction_milligrams: bigint; replayed_at: Date }[]
  >`
    SELECT equal, evidence_digest, reduction_milligrams, replayed_at FROM run_replay WHERE run_id = ${runId}
    ORDER BY replay_no DESC LIMIT 1`
  if (last === undefined) return null
  return {
    equal: last.equal,
    evidenceDigest: last.evidence_digest.toString('hex'),
    replayedMilligrams: String(last.reduction_milligrams),
    at: last.replayed_at.toISOString(),
  }
}

const confirmationsOf = async (sql: Sql, runId: string): Promise<RunDetail['confirmedBy']> => {
  type Confirmation = RunDetail['confirmedBy'][number]
  const rows = await sql<
    { staff_id: string; name: string; role: Confirmation['role']; confirmed_at: Date }[]
  >`
    SELECT staff_id, name, role, confirmed_at FROM run_confirmation JOIN staff USING (staff_id)
    WHERE run_id = ${runId} ORDER BY confirmed_at, staff_id`
  return rows.map(({ staff_id: staffId, name, role, confirmed_at: at }) => ({
    staffId,
    name,
    role,
    at: at.toISOString(),
  }))
}
