import type { Dependencies } from '#server/platform/index'

import { issueRun } from './issue-run'

/** Issues what two people confirmed and no request has issued yet: large runs, and those whose request died. */
export const issueConfirmedRuns = async ({
  sql,
  clock,
}: Pick<Dependencies, 'sql' | 'clock'>): Promise<void> => {
  const runs = await sql<{ run_id: string }[]>`
    SELECT run_id FROM run WHERE state = 'confirmed' ORDER BY confirmed_at, run_id`
  for (const { run_id } of runs) await issueRun(sql, run_id, clock.now())
}
