import { refuse, type Refusal, type SuspensionList } from '#contract'
import { decodeId, encodeId } from '#domain/id'
import type { Dependencies, Queryable, StaffPrincipal } from '#server/platform/index'
import { recordReads } from '#server/staff/index'

import { presentSuspension, selectSuspension, type SuspensionRow } from './suspension-row'

const A_PAGE = 50

/** What a resident reads her account was looked at for. */
export const HANDLING_A_SUSPENSION = { zh: '处理账户暂停', en: 'Handling the suspension of your account' }

/** Suspensions that go on, or those that have ended, the newest first, 50 a page. Accounts shown are told. Refuses request.invalid for a cursor that names none. */
export const listSuspensions = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  { state, cursor }: { state: 'open' | 'ended'; cursor?: string },
): Promise<SuspensionList | Refusal> => {
  const before = cursor === undefined ? null : await placeOf(sql, cursor)
  if (before === undefined) return refuse('request.invalid', '/query/cursor')
  const rows = await sql<SuspensionRow[]>`
    ${selectSuspension(sql)}
    WHERE (ended_at IS NULL) = ${state === 'open'}
      AND (${before}::uuid IS NULL OR (began_at, suspension_id) <
        (SELECT began_at, suspension_id FROM suspension WHERE suspension_id = ${before}))
    ORDER BY began_at DESC, suspension_id DESC LIMIT ${A_PAGE + 1}`
  const page = rows.slice(0, A_PAGE)
  const last = rows.length > A_PAGE ? page.at(-1) : undefined
  await recordReads(sql, {
    accountIds: page.flatMap(({ kind, subject_id: id }) => (kind === 'account' ? [id] : [])),
    reader: staff,
    purpose: HANDLING_A_SUSPENSION,
    now: clock.now(),
  })
  return {
    items: page.map((row) => presentSuspension(row, staff.staffId)),
    nextCursor: last === undefined ? null : encodeId('sus', last.suspension_id),
  }
}

/** The suspension a page ended with; undefined where the cursor names none. */
const placeOf = async (sql: Queryable, cursor: string): Promise<string | undefined> => {
  const [last] = await sql<{ suspension_id: string }[]>`
    SELECT suspension_id FROM suspension WHERE suspension_id = ${decodeId('sus', cursor) ?? null}`
  return last?.suspension_id
}
