import type { StaffAppeal, StaffAppealList } from '#contract'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'

import { isWithinReach, presentAppeal, selectAppeal, type AppealRow } from './appeal-row'
import { recordReads } from './record-reads'

const APPEALS_MAX = 200

/**
 * Appeals within reach of this member of staff, the most urgent first, at most 200; of one state if asked. Residents can see
 * that their appeals were read.
 */
export const listAppeals = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  state: StaffAppeal['state'] | undefined,
): Promise<StaffAppealList> => {
  const now = clock.now()
  const rows = await sql<AppealRow[]>`
    ${selectAppeal(sql)}
    WHERE ${isWithinReach(sql, staff)} AND (${state ?? null}::text IS NULL OR appeal.state = ${state ?? null})
    ORDER BY appeal.answer_due_at, appeal.appeal_id LIMIT ${APPEALS_MAX}`
  await recordReads(sql, {
    accountIds: rows.map(({ account_id }) => account_id),
    reader: staff,
    purpose: { zh: '处理你的异议', en: 'Handling your appeal' },
    now,
  })
  return { items: rows.map((row) => presentAppeal(row, staff, now)) }
}
