import type { OperatorDesk } from '#contract'
import { numberText, useLocale, useWords, whenText } from '../../../i18n'
import { intakeWords } from '../../../i18n/operator/intake'
import { useOperatorStores } from '../../../stores/operator'
import { Glyph, Heading, List, Row } from '../../../ui'

/** What an operator has to do, and nothing where there is nothing. */
export function Waiting({ runs, deleteOrders }: Pick<OperatorDesk, 'runs' | 'deleteOrders'>) {
  const { navigation, runs: store } = useOperatorStores()
  const say = useWords(intakeWords)
  const hasRuns = runs.toReport + runs.returned > 0
  if (!hasRuns && deleteOrders.waiting === 0) return null
  const go = (turn: 'toReport' | 'returned') => {
    store.choose(turn)
    void navigation.replace('runs')
  }
  return (
    <>
      <Heading>{say('waiting')}</Heading>
      <List>
        {runs.returned > 0 && (
          <Row
            glyph={<Glyph name="refuse" />}
            title={say('returned', { n: runs.returned })}
            detail={say('returnedHow')}
            onTap={() => go('returned')}
          />
        )}
        {runs.toReport > 0 && (
          <Row
            glyph={<Glyph name="wait" />}
            title={say('toReport', { n: runs.toReport })}
            detail={say('toReportHow')}
            onTap={() => go('toReport')}
          />
        )}
        {deleteOrders.waiting > 0 && <DeleteOrders {...deleteOrders} />}
      </List>
    </>
  )
}

function DeleteOrders({ waiting, late, dueAt }: OperatorDesk['deleteOrders']) {
  const { now } = useOperatorStores()
  const locale = useLocale()
  const say = useWords(intakeWords)
  const when = dueAt === null ? '' : whenText(dueAt, locale, now())
  return (
    <Row
      glyph={<Glyph name={late > 0 ? 'refuse' : 'shield'} />}
      title={say('deleteOrders', { n: numberText(waiting) })}
      detail={late > 0 ? say('deleteLate', { n: numberText(late), when }) : say('deleteDue', { when })}
    />
  )
}
