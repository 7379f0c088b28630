import type { SearchHit } from '#contract'
import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { Queryable } from '#server/platform/index'

type RunHit = Extract<SearchHit, { kind: 'run' }>

const PUSHES_MAX = 50

interface RunRow {
  run_id: string
  operator_day: CityDay
  scene_id: string
  run_no: number
  operator_id: string
  name_zh: string
  name_en: string
  state: RunHit['state']
  opened_at: Date
  settled_at: Date | null
  issued_at: Date | null
  rides: bigint | null
  accounts: bigint | null
  reduction_milligrams: bigint | null
  serial_from: bigint | null
  serial_to: bigint | null
  evidence_digest: Buffer | null
  pushes: readonly { push_id: string; received_at: string; rows: number }[]
}

/** Issuance runs by their ids, open ones too, with the pushes that sent rows into each. */
export const findRuns = async (sql: Queryable, runIds: readonly string[]): Promise<RunHit[]> => {
  const rows = await sql<RunRow[]>`
    SELECT run.*, operator_id, operator.name_zh, operator.name_en, scene_id,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('push_id', push_id, 'received_at', received_at, 'rows', rows)), '[]') FROM (
        SELECT push_id, received_at, push_run.rows FROM push_run JOIN push USING (operator_no, push_id)
        WHERE (push_run.operator_day, push_run.operator_no, push_run.scene_no, push_run.run_no) = (run.operator_day, run.operator_no,
          run.scene_no, run.run_no)
        ORDER BY received_at DESC, push_id LIMIT ${PUSHES_MAX}) AS sent) AS pushes
    FROM run JOIN operator USING (operator_no) JOIN scene USING (scene_no)
    WHERE run_id = ANY (${[...runIds]}::text[]::uuid[])`
  return rows.map(presentRun)
}

const presentRun = (row: RunRow): RunHit => ({
  kind: 'run',
  run: {
    runId: encodeId('run', row.run_id),
    operatorDay: row.operator_day,
    sceneId: row.scene_id,
    runNo: row.run_no,
  },
  operatorId: row.operator_id,
  operator: { zh: row.name_zh, en: row.name_en },
  state: row.state,
  openedAt: row.opened_at.toISOString(),
  settledAt: row.settled_at?.toISOString() ?? null,
  issuedAt: row.issued_at?.toISOString() ?? null,
  rides: row.rides === null ? null : Number(row.rides),
  accounts: row.accounts === null ? null : Number(row.accounts),
  reductionMilligrams: row.reduction_milligrams?.toString() ?? null,
  serials:
    row.serial_from === null || row.serial_to === null
      ? null
      : { from: String(row.serial_from), to: String(row.serial_to) },
  evidenceDigest: row.evidence_digest?.toString('hex') ?? null,
  pushes: row.pushes.map(({ push_id: pushId, received_at: receivedAt, rows }) => ({
    pushId,
    receivedAt: new Date(receivedAt).toISOString(),
    rows,
  })),
})
