import type { Standing } from '#domain/identity'

export type OpeningDecision = 'open' | 'alreadyOpen' | 'realNameNeeded' | 'guardianNeeded' | 'noticeOutdated'

/**
 * Whether an account may be opened now. Asked a second time the answer is `alreadyOpen`, so that a retry, another host or
 * two phones at once end with the same one account.
 */
export const decideOpening = (asked: {
  readonly standing: Standing
  readonly noticeVersion: string
  readonly noticeVersionInForce: string
}): OpeningDecision => {
  switch (asked.standing) {
    case 'visitor':
      return 'realNameNeeded'
    case 'guardianNeeded':
      return 'guardianNeeded'
    case 'open':
      return 'alreadyOpen'
    case 'unopened':
      return asked.noticeVersion === asked.noticeVersionInForce ? 'open' : 'noticeOutdated'
  }
}
