import type { Run, RunDetail } from '#contract'
import type { StaffAnswer, StaffClient } from './staff-client'

/** The two people who let runs pass in the demo: the centre verifies and confirms first, the bureau confirms second. */
export interface StaffDesks {
  readonly centre: StaffClient
  readonly bureau: StaffClient
}

export type StaffStep = 'verified' | 'confirmed once' | 'confirmed twice' | 'refused'

export interface StaffDeed {
  readonly by: keyof StaffDesks
  readonly step: StaffStep
  readonly run: Pick<Run, 'runId' | 'operator' | 'sceneId' | 'rides' | 'reductionMilligrams'>
  /** Code of the refusal, when there was one. */
  readonly code?: string
}

/**
 * One round over the queue: verifies what is reported, confirms what is verified, each run one step further, so that a person who
 * watches sees every step. Returns what was done.
 */
export const workThroughQueue = async ({ centre, bureau }: StaffDesks): Promise<StaffDeed[]> => {
  const deeds: StaffDeed[] = []
  const verified = await listed(centre, 'verified')
  for (const run of await listed(centre, 'reported')) {
    deeds.push(deed('centre', 'verified', run, await centre.verify(run.runId)))
  }
  for (const run of verified) {
    const isFirst = run.confirmations === 0
    const answer = await (isFirst ? centre : bureau).confirm(run.runId)
    deeds.push(
      deed(isFirst ? 'centre' : 'bureau', isFirst ? 'confirmed once' : 'confirmed twice', run, answer),
    )
  }
  return deeds
}

const listed = async (client: StaffClient, state: string): Promise<readonly Run[]> => {
  const answer = await client.runs(state)
  if (!answer.ok) throw new Error(`staff cannot list runs: ${answer.problem.code}`)
  return answer.value.items
}

const deed = (by: keyof StaffDesks, step: StaffStep, run: Run, answer: StaffAnswer<RunDetail>): StaffDeed =>
  answer.ok ? { by, step, run } : { by, step: 'refused', run, code: answer.problem.code }
