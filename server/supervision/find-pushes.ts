import type { SearchHit } from '#contract'
import { encodeId } from '#domain/id'
import type { CityDay } from '#domain/calendar'
import type { Queryable } from '#server/platform/index'

type PushHit = Extract<SearchHit, { kind: 'push' }>

interface PushRow {
  operator_id: string
  name_zh: string
  name_en: string
  push_id: string
  received_at: Date
  row_count: number
  counts: PushHit['counts']
  content_digest: Buffer
  runs: readonly { run_id: string; operator_day: CityDay; scene_id: string; run_no: number; rows: number }[]
}

/** Pushes of this name, of whichever operator: a name is an operator's own, so there may be several. */
export const findPushes = async (sql: Queryable, pushId: string): Promise<PushHit[]> => {
  const rows = await sql<PushRow[]>`
    SELECT operator_id, name_zh, name_en, push_id, received_at, row_count, content_digest,
      jsonb_build_object('accepted', accepted, 'duplicate', duplicate, 'conflict', conflict, 'unmatched', unmatched,
        'rejected', rejected, 'tested', tested) AS counts,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('run_id', run_id, 'operator_day', operator_day, 'scene_id', scene_id,
          'run_no', run_no, 'rows', push_run.rows) ORDER BY operator_day, scene_id, run_no), '[]')
        FROM push_run JOIN run USING (operator_day, operator_no, scene_no, run_no) JOIN scene USING (scene_no)
        WHERE push_run.operator_no = push.operator_no AND push_run.push_id = push.push_id) AS runs
    FROM push JOIN operator USING (operator_no) WHERE push_id = ${pushId} ORDER BY operator_id`
  return rows.map((row) => ({
    kind: 'push',
    operatorId: row.operator_id,
    operator: { zh: row.name_zh, en: row.name_en },
    pushId: row.push_id,
    receivedAt: row.received_at.toISOString(),
    rows: row.row_count,
    counts: row.counts,
    contentDigest: row.content_digest.toString('hex'),
    runs: row.runs.map((run) => ({
      runId: encodeId('run', run.run_id),
      operatorDay: run.operator_day,
      sceneId: run.scene_id,
      runNo: run.run_no,
      rows: run.rows,
    })),
  }))
}
