import type { OperatorRunList, RunList } from '#contract'
import { closeDueWindows } from '#server/settling/index'
import type { Clock, Dependencies } from '#server/platform/index'
import { signedHeaders, type OperatorSigner } from '#test/harness/index'
import { employ } from '#test/harness/review-world'

interface Offices {
  /** The service after the windows are over; its clock is there too. */
  readonly platform: { readonly url: string; readonly deps: Dependencies }
  readonly clock: Clock
  readonly signers: ReadonlyMap<string, OperatorSigner>
}

/** How long each step of a day took, in seconds. */
export interface DayTimes {
  readonly settleSeconds: number
  readonly verifySeconds: number
  readonly issueSeconds: number
  readonly runs: number
}

/** Closes the day's windows; operators sign their totals, the centre verifies by replay, centre and bureau confirm, and all is issued. */
export const issueDay = async (offices: Offices): Promise<DayTimes> => {
  const { platform, clock } = offices
  const settleSeconds = await secondsOf(async () => {
    // A group whose runs were held by somebody is left to the next round.
    while ((await closeDueWindows(platform.deps)) > 0);
  })
  const runs = await reportAll(offices)
  const centre = await employ({ platform, clock }, 'bench-centre', 'centre')
  const bureau = await employ({ platform, clock }, 'bench-bureau', 'bureau')
  const act = async (caller: typeof centre, runId: string, verb: string, state: string): Promise<void> => {
    const { status, body } = await caller.send('POST', `/v1/staff/runs/${runId}/${verb}`)
    if (status !== 200 || !state.split(' ').includes((body.run as { state: string }).state))
      throw new Error(`${verb} of ${runId}: ${status} ${JSON.stringify(body).slice(0, 300)}`)
  }
  const verifySeconds = await secondsOf(async () => {
    for (const runId of runs) await act(centre, runId, 'verification', 'verified')
  })
  const issueSeconds = await secondsOf(async () => {
    for (const runId of runs) {
      await act(centre, runId, 'confirmations', 'verified')
      await act(bureau, runId, 'confirmations', 'confirmed issued')
    }
    await platform.deps.jobs.runNow('issuance.issue-confirmed')
  })
  const { body } = (await centre.get('/v1/staff/runs?state=issued')) as { body: RunList }
  if (body.items.length !== runs.length)
    throw new Error(`${runs.length - body.items.length} runs were not issued.`)
  return { settleSeconds, verifySeconds, issueSeconds, runs: runs.length }
}

/** Every operator signs the totals of its settled runs. */
const reportAll = async ({ platform: { url }, clock, signers }: Offices): Promise<string[]> => {
  const created = (): number => Math.floor(clock.now().getTime() / 1_000)
  const reported: string[] = []
  for (const [operatorId, signer] of signers) {
    const listing = {
      method: 'GET',
      target: `/v1/operators/${operatorId}/runs?state=settled`,
      created: created(),
    }
    const answer = await fetch(url + listing.target, { headers: signedHeaders(signer, listing) })
    const { items } = (await answer.json()) as OperatorRunList
    for (const { runId, rides, reductionMilligrams } of items) {
      const body = JSON.stringify({ rides, reductionMilligrams })
      const target = `/v1/operators/${operatorId}/runs/${runId}/report`
      const report = { method: 'POST', target, body, contentType: 'application/json', created: created() }
      const { status } = await fetch(url + target, {
        method: 'POST',
        headers: signedHeaders(signer, report),
        body,
      })
      if (status !== 200) throw new Error(`The report of ${runId} was answered ${status}.`)
      reported.push(runId)
    }
  }
  return reported
}

export const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return Math.round((performance.now() - start) / 100) / 10
}
