import type { Dependencies } from '#server/platform/index'

import { issueRun } from './issue-run'

/**
 * Issues what two people confirmed and no request has issued yet: large runs, and those whose request died. A run that issuing refuses
 * stays confirmed until staff return it; one that failed otherwise is tried again. Neither holds up another.
 */
export const issueConfirmedRuns = async ({
  sql,
  clock,
  log,
}: Pick<Dependencies, 'sql' | 'clock' | 'log'>): Promise<void> => {
  const runs = await sql<{ run_id: string }[]>`
    SELECT run_id FROM run WHERE state = 'confirmed' AND issue_fault IS NULL ORDER BY confirmed_at, run_id`
  for (const { run_id } of runs) {
    try {
      await issueRun(sql, run_id, clock.now())
    } catch (error) {
      log.error({ err: error, runId: run_id }, 'a confirmed run cannot be issued')
    }
  }
}
