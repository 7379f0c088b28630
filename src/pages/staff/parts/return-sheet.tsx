import type { Run } from '#contract'
import { useWords } from '../../../i18n'
import { runWords } from '../../../i18n/staff/run'
import { useStaffStores } from '../../../stores/staff'
import { ActSheet } from './act-sheet'
import { useAsked } from './asked'
import { useRunLine } from './use-run-line'

/** As the contract bounds it. */
const REASON_LENGTH_MAX = 300

/** Gives a run back, with the reason its operator will read. */
export function ReturnSheet({ run: shown, onClose }: { run: Run; onClose: () => void }) {
  const { run } = useStaffStores()
  const say = useWords(runWords)
  const { reasons } = useAsked()
  const { whole } = useRunLine(shown)
  return (
    <ActSheet
      act={{
        id: 'return',
        name: say('giveBack'),
        kind: 'danger',
        title: say('giveBackAsk'),
        about: whole,
        effect: say('giveBackEffect'),
        yes: say('giveBackYes'),
        asks: [reasons(say('reason'), { lengthMax: REASON_LENGTH_MAX })],
        done: say('gaveBack'),
        perform: ({ reasons: words = '' }) => run.giveBack(words),
      }}
      onClose={onClose}
    />
  )
}
