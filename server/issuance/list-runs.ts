import { decodeId, encodeId } from '#domain/id'
import type { RunList, RunState } from '#contract'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'

import { presentRun, selectRun, type RunRow } from './run-row'

const RUNS_A_PAGE = 50

interface DistrictFigures {
  district_rides: bigint | null
  district_accounts: bigint | null
  district_milligrams: bigint | null
}

/** Runs for staff, newest first, 50 a page. District staff get the runs with rides of their district, and its figures. */
export const listRuns = async (
  { sql }: Pick<Dependencies, 'sql'>,
  staff: StaffPrincipal,
  { state, cursor }: { state?: RunState; cursor?: string },
): Promise<RunList> => {
  const after = cursor === undefined ? null : (decodeId('run', cursor) ?? null)
  const rows = await sql<(RunRow & DistrictFigures)[]>`
    SELECT shown.*, own.rides AS district_rides, own.accounts AS district_accounts,
      own.reduction_milligrams AS district_milligrams
    FROM (${selectRun(sql)}) AS shown
    LEFT JOIN run_district AS own ON own.run_id = shown.run_id AND own.district = ${staff.district}
    WHERE shown.state NOT IN ('open', 'empty')
      AND (${state ?? null}::text IS NULL OR shown.state = ${state ?? null})
      AND (${after}::uuid IS NULL OR shown.run_id < ${after}::uuid)
      AND (${staff.role} <> 'district' OR own.rides IS NOT NULL)
    ORDER BY shown.run_id DESC LIMIT ${RUNS_A_PAGE + 1}`
  const page = rows.slice(0, RUNS_A_PAGE)
  const last = rows.length > RUNS_A_PAGE ? page.at(-1) : undefined
  return {
    items: page.map((row) => presentRun(row, districtFigures(staff, row))),
    nextCursor: last === undefined ? null : encodeId('run', last.run_id),
  }
}

const districtFigures = (staff: StaffPrincipal, row: DistrictFigures) => {
  if (staff.role !== 'district') return undefined
  return {
    rides: row.district_rides ?? 0n,
    accounts: row.district_accounts ?? 0n,
    reduction_milligrams: row.district_milligrams ?? 0n,
  }
}
