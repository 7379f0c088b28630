import { isRefusal, refuse, type Refusal } from '#contract'
import { holdOpenAccount } from '#server/identity/index'
import { inTransaction, type Dependencies } from '#server/platform/index'

/**
 * Whether this resident is told when a methodology of the scene is published. Asking twice is asking once. Refuses
 * `scene.unknown`, `account.closed`.
 */
export const setSceneWatch = (
  { sql, clock }: Dependencies,
  { accountId, sceneId, watching }: { accountId: string; sceneId: string; watching: boolean },
): Promise<Refusal | undefined> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const closed = await holdOpenAccount(transaction, accountId)
    if (isRefusal(closed)) return closed
    const [scene] = await transaction<
      { scene_no: number }[]
    >`SELECT scene_no FROM scene WHERE scene_id = ${sceneId}`
    if (scene === undefined) return refuse('scene.unknown')
    if (watching) {
      await transaction`
        INSERT INTO scene_watch (account_id, scene_no, since) VALUES (${accountId}, ${scene.scene_no}, ${clock.now()})
        ON CONFLICT DO NOTHING`
    } else {
      await transaction`DELETE FROM scene_watch WHERE account_id = ${accountId} AND scene_no = ${scene.scene_no}`
    }
    return undefined
  })
