import { isRefusal, refuse, type Refusal } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import type { Dependencies } from '#server/platform/index'

import { suspendedIntake } from './hold-intake'
import { readCityScheme } from './city-scheme'
import { createRowJudge } from './judge-row'
import { PUSH_LIMITS } from './limits'
import type { PushGate } from './push-gate'
import { readBody } from './read-body'
import type { LinesBody } from './lines-body'
import { createRideColumns } from './ride-columns'
import { storePush } from './store-push'
import { findPush, type StoredPush } from './stored-push'
import { createLineTaker } from './take-line'
import { createTrials } from './trials'
import { createVerdicts } from './verdicts'

export interface IncomingPush extends LinesBody {
  readonly operatorId: string
  readonly operatorNo: number
  readonly pushId: string
}

/**
 * Takes in one push, first sending and retry by the same gate. Nothing is written before the whole body has been read and its digest has held; then everything is, at once.
 * Refuses what `readBody` and `storePush` refuse, `push.empty`, `operator.suspended` and `server.busy`.
 */
export async function receivePush(
  deps: Dependencies,
  gate: PushGate,
  push: IncomingPush,
): Promise<StoredPush | Refusal> {
  const leave = await gate.enter(push.operatorNo)
  if (leave === null) return refuse('server.busy')
  try {
    const known = await findPush(deps.sql, push)
    return known === undefined ? await readAndStore(deps, push) : retried(known, push)
  } finally {
    leave()
  }
}

/**
 * A retry is known by the digest its operator has signed, so it keeps its place no longer than it takes to look: the body is neither
 * parsed nor waited for, and flows away.
 */
function retried(known: StoredPush, { body, contentDigest }: IncomingPush): StoredPush | Refusal {
  body.resume()
  return known.contentDigest.equals(contentDigest) ? known : refuse('push.conflict')
}

async function readAndStore(deps: Dependencies, push: IncomingPush): Promise<StoredPush | Refusal> {
  const { operatorId, operatorNo, pushId, contentDigest } = push
  const now = deps.clock.now()
  const stopped = await suspendedIntake(deps.sql, { operatorId, moment: now })
  if (stopped) {
    push.body.resume()
    return stopped
  }
  const scheme = await readCityScheme(deps.sql, { operatorId, now })
  const judge = createRowJudge(scheme, {
    now,
    futureToleranceMilliseconds: deps.config.clockAheadSeconds * 1_000,
    oldestDay: addDays(cityDayOf(now), -PUSH_LIMITS.lateDaysMax),
  })
  const columns = createRideColumns()
  const verdicts = createVerdicts(PUSH_LIMITS.rowsMax)
  const trials = createTrials(scheme)
  const read = createLineTaker({ operatorId, crypto: deps.crypto, scheme, judge, trials, columns, verdicts })
  const refusal = await readBody({ ...push, read })
  if (isRefusal(refusal)) return refusal
  if (verdicts.lines() === 0) return refuse('push.empty')
  const receivedAt = deps.clock.now()
  const kept = { columns, verdicts, trials: trials.counts() }
  return storePush(deps, { operatorId, operatorNo, pushId, contentDigest, receivedAt, ...kept })
}
