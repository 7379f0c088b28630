import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../i18n'
import { fraudAboutWords, staffFraudWords } from '../../i18n/staff/fraud'
import { useStores } from '../../stores'
import { useStaffStores, type FraudQueueState } from '../../stores/staff'
import { Chips, Empty, List, Row, Stamp } from '../../ui'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from './parts'
import { fraudStamp } from './parts/supervision/fraud-stamp'

const STATES: readonly FraudQueueState[] = ['open', 'answered']
const EMPTY = { open: 'emptyOpen', answered: 'emptyAnswered' } as const

/** What anybody reported, the most urgent first; without a word of it: each is opened by itself. */
export default observer(function FraudReports() {
  const { now } = useStores()
  const { supervision, navigation } = useStaffStores()
  const { fraud } = supervision
  const locale = useLocale()
  const say = useWords(staffFraudWords)
  const sayAbout = useWords(fraudAboutWords)
  useStaffShown(() => fraud.list.load())
  return (
    <StaffPage title={say('title')} place="fraud-reports">
      <Chips
        label={say('state')}
        options={STATES.map((value) => ({ value, name: say(value) }))}
        chosen={fraud.state}
        onChoose={(state) => void fraud.choose(state)}
      />
      <Loaded remote={fraud.list.remote} onRetry={() => fraud.list.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="ask" title={say(EMPTY[fraud.state])} detail={say('emptyDetail')} />
          ) : (
            <List label={say('list')}>
              {items.slice(0, SHOWN_MAX).map((report) => {
                const { kind, words } = fraudStamp(report)
                return (
                  <Row
                    key={report.reportId}
                    title={sayAbout(report.about)}
                    detail={
                      report.answeredAt === null
                        ? say('due', { when: dayText(report.answerDueAt, locale, now()) })
                        : say('received', { when: dayText(report.receivedAt, locale, now()) })
                    }
                    end={<Stamp kind={kind}>{say(words)}</Stamp>}
                    onTap={() => void navigation.open('fraud-report', { reportId: report.reportId })}
                  />
                )
              })}
            </List>
          )
        }
      </Loaded>
    </StaffPage>
  )
})

/** A phone's page bears no more nodes; the most urgent stand first. */
const SHOWN_MAX = 60
