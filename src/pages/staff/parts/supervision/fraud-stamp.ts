import type { StaffFraudReport } from '#contract'
import type { StampKind } from '../../../../ui'

type Words = 'overdue' | 'isReceived' | 'isLookedAt' | 'founded' | 'unfounded'

/** Where a report stands, as a stamp says it. */
export const fraudStamp = ({
  state,
  overdue,
  outcome,
}: Pick<StaffFraudReport, 'state' | 'overdue' | 'outcome'>): { kind: StampKind; words: Words } => {
  if (outcome !== null) return { kind: outcome === 'founded' ? 'refused' : 'done', words: outcome }
  if (overdue) return { kind: 'wait', words: 'overdue' }
  return {
    kind: state === 'received' ? 'wait' : 'plain',
    words: state === 'received' ? 'isReceived' : 'isLookedAt',
  }
}
