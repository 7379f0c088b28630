import { refuse, type Refusal } from '#contract'
import { HOLD_SECONDS } from '#domain/voucher'
import { isDatabaseLoss, newId, type Dependencies } from '#server/platform/index'

export interface Take {
  readonly accountId: string
  readonly goodsId: string
  /** Makes a retry find the first answer. */
  readonly requestKey: string
  /** Issued at once, or only held. */
  readonly isAtOnce: boolean
}

export interface TakeQueue {
  /** uuid of the voucher, of the first try for a retry. Refuses what `voucher_take` names. */
  readonly take: (asked: Take) => Promise<string | Refusal>
}

/** Enough that a batch costs hardly more a request than a larger one, and few enough that nobody waits long for the others. */
const BATCH_MAX = 128

interface Waiting {
  readonly asked: Take
  readonly resolve: (answer: string | Refusal) => void
  readonly reject: (error: unknown) => void
}

/**
 * Requests that arrive while a batch is under way form the next one: a hot item's row is locked and the commit made durable once for
 * all of them. A batch holds one request an account. One batch runs at a time, so a hot row is never waited for by ourselves.
 */
export const createTakeQueue = (deps: Pick<Dependencies, 'sql' | 'clock'>): TakeQueue => {
  let waiting: Waiting[] = []
  let isRunning = false
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const [batch, rest] = splitBatch(waiting)
      waiting = rest
      await answerBatch(deps, batch)
    }
    isRunning = false
  }
  return {
    take: (asked) =>
      new Promise((resolve, reject) => {
        waiting.push({ asked, resolve, reject })
        if (isRunning) return
        isRunning = true
        // Whatever else came in with this one joins its batch.
        setImmediate(() => void run())
      }),
  }
}

const splitBatch = (waiting: readonly Waiting[]): [Waiting[], Waiting[]] => {
  const batch: Waiting[] = []
  const rest: Waiting[] = []
  const accounts = new Set<string>()
  for (const one of waiting) {
    const isNext = batch.length < BATCH_MAX && !accounts.has(one.asked.accountId)
    if (isNext) accounts.add(one.asked.accountId)
    ;(isNext ? batch : rest).push(one)
  }
  return [batch, rest]
}

/** Never rejects: whoever asked hears of a fault. A batch that fails is tried one by one, so that no request fails for another's fault. */
const answerBatch = async (
  deps: Pick<Dependencies, 'sql' | 'clock'>,
  batch: readonly Waiting[],
): Promise<void> => {
  try {
    const answers = await takeTogether(
      deps,
      batch.map(({ asked }) => asked),
    )
    batch.forEach(({ resolve, reject }, index) => {
      const answer = answers[index]
      if (answer === undefined) reject(new Error('a request of a batch was not answered'))
      else resolve(answer)
    })
  } catch (error) {
    if (batch.length === 1 || isDatabaseLoss(error)) return batch.forEach(({ reject }) => reject(error))
    for (const one of batch) await answerBatch(deps, [one])
  }
}

/** What `voucher_take` answers with. */
type Outcome =
  | 'taken'
  | 'known'
  | 'account.closed'
  | 'account.guardian-needed'
  | 'goods.limit-reached'
  | 'goods.not-on-sale'
  | 'goods.sold-out'
  | 'points.not-enough'
  | 'request.key-reused'
  | 'request.not-found'

const takeTogether = async (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  asked: readonly Take[],
): Promise<readonly (string | Refusal)[]> => {
  const now = clock.now()
  const until = new Date(now.getTime() + HOLD_SECONDS * 1000)
  const rows = await sql<{ outcome: Outcome; taken_id: string | null }[]>`
    SELECT outcome, taken_id FROM voucher_take(
      ${asked.map(() => newId(clock))}::text[]::uuid[],
      ${asked.map(({ accountId }) => accountId)}::text[]::uuid[],
      ${asked.map(({ goodsId }) => goodsId)}::text[]::uuid[],
      ${asked.map(({ requestKey }) => requestKey)}::text[],
      ${asked.map(({ isAtOnce }) => String(isAtOnce))}::text[]::boolean[],
      ${now}::timestamptz, ${until}::timestamptz)`
  return rows.map(({ outcome, taken_id: takenId }) => {
    if (outcome !== 'taken' && outcome !== 'known') return refuse(outcome)
    if (takenId === null) throw new Error(`a voucher was ${outcome} without its id`)
    return takenId
  })
}
