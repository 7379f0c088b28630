import type { DeskWaiting } from '#contract'
import type { Dependencies, StaffPrincipal } from '#server/platform/index'

/** Runs that wait for this member of staff: to be verified by the centre, to be confirmed by anybody who has not confirmed them yet. */
export const countWaitingRuns = async (
  { sql }: Pick<Dependencies, 'sql'>,
  { staffId, role }: StaffPrincipal,
): Promise<DeskWaiting['items']> => {
  if (role === 'district') return []
  const [counted] = await sql<{ reported: number; verified: number }[]>`
    SELECT count(*) FILTER (WHERE state = 'reported')::int AS reported,
      count(*) FILTER (WHERE state = 'verified' AND NOT EXISTS (SELECT FROM run_confirmation AS hers
        WHERE hers.run_id = run.run_id AND hers.staff_id = ${staffId}))::int AS verified
    FROM run WHERE state IN ('reported', 'verified')`
  const { reported = 0, verified = 0 } = counted ?? {}
  return [
    { kind: 'runsToVerify', count: role === 'centre' ? reported : 0, overdue: 0 },
    { kind: 'runsToConfirm', count: verified, overdue: 0 },
  ]
}
