/** An appeal is heard first, and once more by somebody else if it was dismissed. */
export type AppealStage = 'first' | 'review'

/** What a resident can still do about an appeal: nothing now, ask for the review, or turn to somebody outside. */
export type Recourse = 'none' | 'review' | 'outside'

/** Long enough to read the answer, think it over and ask around. Our own figure. */
const REVIEW_TERM_MILLISECONDS = 30 * 86_400_000

/** An appeal as far as it matters for what may follow. */
export interface HeardAppeal {
  readonly stage: AppealStage
  readonly state: 'open' | 'upheld' | 'dismissed'
  readonly answeredAt: Date | null
}

/** Until when a review of a dismissed first appeal can be asked for; null when there is none to ask for. */
export const reviewUntil = ({ stage, state, answeredAt }: HeardAppeal): Date | null =>
  stage === 'first' && state === 'dismissed' && answeredAt !== null
    ? new Date(answeredAt.getTime() + REVIEW_TERM_MILLISECONDS)
    : null

/** `isLatest`: no review of it was asked for. */
export const recourseOf = (appeal: HeardAppeal, isLatest: boolean, now: Date): Recourse => {
  if (appeal.state !== 'dismissed' || !isLatest) return 'none'
  const until = reviewUntil(appeal)
  return until !== null && now < until ? 'review' : 'outside'
}

export type AppealDecision = AppealStage | 'sameAgain' | 'notAppealable' | 'final'

/**
 * What becomes of an objection to a ride: the first within the appeal period; a review of a dismissed first within its term;
 * after that, and after an appeal upheld, nothing more.
 */
export const decideAppeal = (asked: {
  readonly latest: (HeardAppeal & { readonly isSame: boolean }) | null
  readonly isWithinPeriod: boolean
  readonly now: Date
}): AppealDecision => {
  const { latest } = asked
  if (latest === null) return asked.isWithinPeriod ? 'first' : 'notAppealable'
  switch (latest.state) {
    case 'open':
      return latest.isSame ? 'sameAgain' : 'notAppealable'
    case 'upheld':
      return 'final'
    case 'dismissed':
      return recourseOf(latest, true, asked.now) === 'review' ? 'review' : 'final'
  }
}

/** Two pairs of eyes: who dismissed an appeal does not review it. */
export const mayAnswer = (appeal: { readonly firstAnsweredBy: string | null }, staffId: string): boolean =>
  appeal.firstAnsweredBy !== staffId
