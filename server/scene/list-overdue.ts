import type { OverdueList } from '#contract'
import { encodeId } from '#domain/id'
import { SCENE_OFFICES } from '#domain/scene'
import type { Dependencies } from '#server/platform/index'

type OverdueScene = Extract<OverdueList['items'][number], { applicationId: string }>

const LISTED_MAX = 200

/**
 * What is late about scenes: reviews of applications and extensions each office still owes, tests and connections whose term is over; the
 * longest overdue first, at most 200.
 */
export const listOverdueScenes = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<OverdueScene[]> => {
  const rows = await sql<
    { kind: OverdueScene['kind']; id: string; round: number; office: OverdueScene['office']; due_at: Date }[]
  >`
    WITH owed AS (
      SELECT 'sceneReview' AS kind, 'approve' AS act, application_id, round, due_at FROM scene_application
      WHERE state = 'applied' AND due_at <= ${clock.now()}
      UNION ALL
      SELECT 'sceneExtension', 'extend', application_id, extension_no, due_at FROM scene_extension
      WHERE state = 'asked' AND due_at <= ${clock.now()}
    )
    SELECT kind, application_id AS id, round, owing.office, due_at FROM owed
    CROSS JOIN unnest(${[...SCENE_OFFICES]}::text[]) AS owing (office)
    WHERE NOT EXISTS (SELECT FROM scene_review AS said
      WHERE (said.application_id, said.act, said.round, said.office) = (owed.application_id, owed.act, owed.round, owing.office))
    UNION ALL
    SELECT CASE state WHEN 'testing' THEN 'sceneTest' ELSE 'sceneConnection' END, application_id, round, NULL, due_at
    FROM scene_application WHERE state IN ('testing', 'connecting') AND due_at <= ${clock.now()}
    ORDER BY due_at, id, office LIMIT ${LISTED_MAX}`
  return rows.map(({ id, due_at: dueAt, ...rest }) => ({
    ...rest,
    applicationId: encodeId('sca', id),
    dueAt: dueAt.toISOString(),
  }))
}
