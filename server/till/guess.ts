import { createTurns, inTransaction, type Dependencies } from '#server/platform/index'

/**
 * Ten wrong codes in a minute are no typing errors. Five wrong proofs in ten minutes close a voucher's phone codes; two hundred in a day
 * close all of them to an institution, whoever of its people guessed: of a million proofs three are right at a time. Our own figures.
 */
export const MEMBER_MISSES = { max: 10, seconds: 60 }
export const VOUCHER_MISSES = { max: 5, seconds: 600 }
export const INSTITUTION_MISSES = { max: 200, seconds: 86_400 }

/** When a miss must have been to count no more. */
export const missesCountSince = (now: Date, { seconds }: { readonly seconds: number }): Date =>
  new Date(now.getTime() - seconds * 1000)

export interface Guess {
  readonly memberId: string
  /** What a phone's code names; null for an online code, which names a voucher only by showing it. */
  readonly phoneVoucherId: string | null
  readonly isRight: boolean
}

export type GuessVerdict = 'right' | 'missed' | 'stopped'

/** The call that waits for a guess's turn and says what it is by the misses before it; a miss is kept. */
export const callTillGuess = (
  { sql, clock }: Pick<Dependencies, 'sql' | 'clock'>,
  { memberId, phoneVoucherId, isRight }: Guess,
) => {
  const now = clock.now()
  return sql`till_guess(${memberId}::uuid, ${phoneVoucherId}::uuid, ${isRight}::boolean,
    ${MEMBER_MISSES.max}::integer, ${missesCountSince(now, MEMBER_MISSES)}::timestamptz,
    ${VOUCHER_MISSES.max}::integer, ${missesCountSince(now, VOUCHER_MISSES)}::timestamptz,
    ${INSTITUTION_MISSES.max}::integer, ${missesCountSince(now, INSTITUTION_MISSES)}::timestamptz, ${now}::timestamptz)`
}

const inTurn = createTurns()

/**
 * Says what a guess is when its turn comes, where nothing else is to be done in that turn. A member who guesses holds one connection at
 * most, and none of those that all requests share: her turn may be held by a scan that itself waits for a voucher.
 */
export const judgeGuess = (deps: Dependencies, guess: Guess): Promise<GuessVerdict> =>
  inTurn(guess.memberId, () =>
    inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
      const [row] = await transaction<{ verdict: GuessVerdict }[]>`
        SELECT ${callTillGuess(deps, guess)} AS verdict`
      if (row === undefined) throw new Error('a query without a table returned no row')
      return row.verdict
    }),
  )
