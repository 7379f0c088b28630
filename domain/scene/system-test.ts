/** What one push of an operator came to for a scene that is not live yet. */
export interface TrialPush {
  /** Rows that are right and would have been taken. */
  readonly tested: number
  readonly rejected: number
}

export type TrialVerdict = 'passed' | 'rowsMissing' | 'rowsFaulty'

/**
 * Whether a system test or a data connection is passed, from the pushes received during it in their order: enough rows were right, and the
 * last push had none that was not. Faulty rows before that are what a test is for.
 */
export const judgeTrial = (pushes: readonly TrialPush[], rowsMin: number): TrialVerdict => {
  const tested = pushes.reduce((sum, push) => sum + push.tested, 0)
  if (tested < rowsMin) return 'rowsMissing'
  return (pushes.at(-1)?.rejected ?? 0) > 0 ? 'rowsFaulty' : 'passed'
}
