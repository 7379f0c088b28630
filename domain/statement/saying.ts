/**
 * made 已出 → confirmed 已确认 | disputed 有异议; disputed → answered 已答复 → confirmed | disputed again. A newer version ends it:
 * superseded 已被新版替代.
 */
export type StatementState = 'made' | 'confirmed' | 'disputed' | 'answered' | 'superseded'

/** What members say to a statement: its merchant confirms or disputes, a mall operator answers. */
export type Saying = 'confirmed' | 'disputed' | 'answered'

export const stateOf = (said: {
  readonly last: Saying | undefined
  readonly isLatest: boolean
}): StatementState => (said.isLatest ? (said.last ?? 'made') : 'superseded')

type SayingRefusal = 'statement.superseded' | 'statement.confirmed' | 'statement.not-disputed'

/** Whether something can be said to a statement: `say`, `said` where it was the last word already, or why not. */
export const decideSaying = (state: StatementState, saying: Saying): 'say' | 'said' | SayingRefusal => {
  switch (state) {
    case 'superseded':
      return 'statement.superseded'
    case 'confirmed':
      if (saying === 'confirmed') return 'said'
      return saying === 'answered' ? 'statement.not-disputed' : 'statement.confirmed'
    case 'made':
      return saying === 'answered' ? 'statement.not-disputed' : 'say'
    case 'disputed':
      // A merchant that finds the figures right after all need not wait for an answer.
      return saying === 'disputed' ? 'said' : 'say'
    case 'answered':
      return saying === 'answered' ? 'said' : 'say'
  }
}
