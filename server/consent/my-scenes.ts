import type { MySceneList } from '#contract'
import { consentStateOf } from '#domain/consent'
import type { Dependencies } from '#server/platform/index'

interface ProviderRow {
  scene_id: string
  operator_id: string | null
  watching: boolean
  periods: { granted: number; withdrawn: number | null }[]
}

/** Each scene with this resident's consent to each of its providers, and whether she wants to be told when it opens. */
export const listMyScenes = async ({ sql }: Dependencies, accountId: string): Promise<MySceneList> => {
  const rows = await sql<ProviderRow[]>`
    SELECT scene_id, operator_id,
      EXISTS (SELECT FROM scene_watch WHERE account_id = ${accountId} AND scene_no = scene.scene_no) AS watching,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('granted', extract(epoch FROM granted_at) * 1000,
          'withdrawn', extract(epoch FROM withdrawn_at) * 1000))
        FROM consent
        WHERE account_id = ${accountId} AND consent.scene_no = scene.scene_no
          AND consent.operator_no = operator.operator_no), '[]') AS periods
    FROM scene LEFT JOIN scene_provider USING (scene_id) LEFT JOIN operator USING (operator_id)
    ORDER BY scene_no, channel_rank, operator_no`
  const scenes = new Map<string, MySceneList['items'][number]>()
  for (const row of rows) {
    const scene = scenes.get(row.scene_id) ?? { sceneId: row.scene_id, watching: row.watching, consents: [] }
    scenes.set(row.scene_id, scene)
    if (row.operator_id === null) continue
    const periods = row.periods.map(({ granted, withdrawn }) => ({
      grantedAt: new Date(granted),
      withdrawnAt: withdrawn === null ? null : new Date(withdrawn),
    }))
    const { state, since } = consentStateOf(periods)
    scene.consents.push({ operatorId: row.operator_id, state, since: since?.toISOString() ?? null })
  }
  return { items: [...scenes.values()] }
}
