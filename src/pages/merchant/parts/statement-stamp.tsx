import type { StatementState } from '#contract'
import { useWords } from '../../../i18n'
import { statementStateWords } from '../../../i18n/merchant/statements'
import { Stamp, type StampKind } from '../../../ui'

const STAMPS: Readonly<Record<StatementState, StampKind>> = {
  made: 'wait',
  confirmed: 'done',
  disputed: 'refused',
  answered: 'wait',
  superseded: 'plain',
}

/** What was said to a statement last. */
export function StatementStamp({ state }: { state: StatementState }) {
  const say = useWords(statementStateWords)
  return <Stamp kind={STAMPS[state]}>{say(state)}</Stamp>
}
