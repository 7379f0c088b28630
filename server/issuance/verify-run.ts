import { decideVerification } from '#domain/issuance'
import { refuse, type Refusal } from '#contract'
import {
  appendAudit,
  newId,
  principalKey,
  type Dependencies,
  type StaffPrincipal,
  type Transaction,
} from '#server/platform/index'

import { replayRun, type ReplayFigures } from './replay-run'
import { lockRun, type RunRow } from './run-row'

/**
 * Verifies 核查 a reported run by working it out again from retained evidence. When count, sum and digest come out the same and
 * no ride is at fault the run is verified; otherwise it stays (or is again) reported, and the replay is kept for all to see.
 * Returns null when the replay was made, whatever it says. Refuses request.not-found, access.not-permitted, run.not-in-state.
 */
export const verifyRun = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  staff: StaffPrincipal,
  { runId, requestId }: { runId: string; requestId: string },
): Promise<Refusal | null> =>
  sql.begin(async (transaction) => {
    const run = await lockRun(transaction, runId)
    if (run === undefined) return refuse('request.not-found')
    const decision = decideVerification(run.state, staff.role)
    if (decision !== 'replay') return refuse(decision)
    const figures = await replayRun(transaction, run.run_id)
    const isEqual = equals(run, figures)
    const now = clock.now()
    await keepReplay(transaction, { run, figures, isEqual, staff, now, replayId: newId({ now: () => now }) })
    if (isEqual) {
      await transaction`
        UPDATE run SET state = 'verified', verified_at = coalesce(verified_at, ${now}),
          verified_by = coalesce(verified_by, ${staff.staffId}), replay_digest = ${figures.evidenceDigest}
        WHERE run_id = ${run.run_id}`
    } else {
      await transaction`DELETE FROM run_confirmation WHERE run_id = ${run.run_id}`
      await transaction`
        UPDATE run SET state = 'reported', verified_at = NULL, verified_by = NULL,
          replay_digest = ${figures.evidenceDigest}
        WHERE run_id = ${run.run_id}`
    }
    await appendAudit(transaction, {
      occurredAt: now,
      actor: principalKey(staff),
      action: isEqual ? 'run.verified' : 'run.replay-differed',
      subject: runId,
      detail: { rides: String(figures.rides), reductionMilligrams: String(figures.reductionMilligrams) },
      requestId,
    })
    return null
  })

const equals = (run: RunRow, figures: ReplayFigures): boolean =>
  figures.faults === 0n &&
  figures.rides === run.rides &&
  figures.reductionMilligrams === run.reduction_milligrams &&
  run.evidence_digest !== null &&
  figures.evidenceDigest.equals(run.evidence_digest)

interface KeptReplay {
  run: RunRow
  figures: ReplayFigures
  isEqual: boolean
  staff: StaffPrincipal
  now: Date
  replayId: string
}

const keepReplay = async (
  sql: Transaction,
  { run, figures, isEqual, staff, now, replayId }: KeptReplay,
): Promise<void> => {
  await sql`
    INSERT INTO run_replay (replay_id, run_id, replayed_at, replayed_by, rides, reduction_milligrams, evidence_digest,
      faults, equal)
    VALUES (${replayId}, ${run.run_id}, ${now}, ${staff.staffId}, ${figures.rides}, ${figures.reductionMilligrams},
      ${figures.evidenceDigest}, ${figures.faults}, ${isEqual})`
}
