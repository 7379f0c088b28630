import { cityDayOf } from '#domain/calendar'
import type { SceneConnection } from '#domain/scene'
import type { Queryable } from '#server/platform/index'

/** An operator's connection to one scene, and the application whose test or connection its pushes belong to now; null where none is. */
export interface OperatorConnection extends SceneConnection {
  readonly trialApplicationId: string | null
}

interface ConnectionRow {
  scene_id: string
  trial: string | null
  is_suspended: boolean
  periods: { from: number | null; to: number | null }[]
}

/** What an operator may do with the rides of each scene it ever applied for, as it stands at a moment, by scene id. */
export const readConnections = async (
  sql: Queryable,
  { operatorId, now }: { operatorId: string; now: Date },
): Promise<ReadonlyMap<string, OperatorConnection>> => {
  const today = cityDayOf(now)
  const rows = await sql<ConnectionRow[]>`
    SELECT scene_id,
      (array_agg(application_id) FILTER (WHERE state IN ('testing', 'connecting') AND approved_until >= ${today}::date))[1] AS trial,
      bool_or(state = 'suspended' AND (approved_until IS NULL OR approved_until >= ${today}::date)) AS is_suspended,
      coalesce(jsonb_agg(period.bounds) FILTER (WHERE period.bounds IS NOT NULL), '[]') AS periods
    FROM scene_application AS application LEFT JOIN LATERAL (
      SELECT jsonb_build_object('from', extract(epoch FROM live_from) * 1000,
        'to', extract(epoch FROM least(live_to, (approved_until + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')) * 1000) AS bounds
      FROM scene_period WHERE scene_period.application_id = application.application_id) AS period ON true
    WHERE operator_id = ${operatorId} GROUP BY scene_id`
  return new Map(
    rows.map(({ scene_id: sceneId, trial, is_suspended: isSuspended, periods }) => [
      sceneId,
      {
        periods: periods.map(({ from, to }) => ({ from: momentOf(from), to: momentOf(to) })),
        isSuspended,
        isOnTrial: trial !== null,
        trialApplicationId: trial,
      },
    ]),
  )
}

const momentOf = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : new Date(milliseconds)
