import type { OperatorClient } from './push-client'

export interface Report {
  readonly operatorId: string
  readonly runId: string
  readonly rides: number
  readonly reductionMilligrams: string
}

/**
 * Signs the total of every run of this operator that waits for it. The figures are the platform's own listing, as an operator
 * would compare them with its books first. Returns what was reported now.
 */
export const reportSettledRuns = async (client: OperatorClient): Promise<Report[]> => {
  const listed = await client.runs('settled')
  if (!listed.ok) throw new Error(`${client.operatorId} cannot list its runs: ${listed.problem.code}`)
  const reports: Report[] = []
  for (const { runId, rides, reductionMilligrams } of listed.value.items) {
    const answer = await client.report(runId, { rides, reductionMilligrams })
    if (answer.ok) reports.push({ operatorId: client.operatorId, runId, rides, reductionMilligrams })
  }
  return reports
}
