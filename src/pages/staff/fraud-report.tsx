import type { StaffFraudReport } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords, useLocale, whenText } from '../../i18n'
import { fraudAboutWords, staffFraudWords } from '../../i18n/staff/fraud'
import { useStores } from '../../stores'
import { useStaffStores } from '../../stores/staff'
import { Button, Card, Heading, LinkButton, Stamp, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { StaffPage, useAct, useStaffShown } from './parts'
import { FraudForm } from './parts/supervision/fraud-form'
import { fraudStamp } from './parts/supervision/fraud-stamp'

/** One report: what was written, and the answer whoever holds its number reads. */
export default observer(function FraudReport() {
  const { fraud } = useStaffStores().supervision
  const { reportId = '' } = useRouter().params
  const say = useWords(staffFraudWords)
  const load = () => fraud.open(reportId)
  useStaffShown(load)
  return (
    <StaffPage title={say('one')} place="fraud-reports">
      <Loaded remote={fraud.one.remote} onRetry={load}>
        {(report) => (
          <View className="cols">
            <View className="col">
              <Written report={report} />
            </View>
            <View className="col">
              {report.answer === null ? <Handling report={report} /> : <Answered report={report} />}
            </View>
          </View>
        )}
      </Loaded>
    </StaffPage>
  )
})

function Written({ report }: { report: StaffFraudReport }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(staffFraudWords)
  const sayAbout = useWords(fraudAboutWords)
  const { kind, words } = fraudStamp(report)
  const when = (at: string) => whenText(at, locale, now())
  return (
    <>
      <Card>
        <View className="split">
          <View className="row-b strong">{sayAbout(report.about)}</View>
          <Stamp kind={kind}>{say(words)}</Stamp>
        </View>
        <View className="note nums">
          {say('received', { when: when(report.receivedAt) })} ·{' '}
          {say('due', { when: when(report.answerDueAt) })}
        </View>
      </Card>
      <Heading>{say('words')}</Heading>
      <Card>
        <View className="para said-words">{report.words ?? say('forgotten')}</View>
      </Card>
      <Heading>{say('contact')}</Heading>
      <Card>{report.contact ?? say('noContact')}</Card>
      <View className="note">{say('readNote')}</View>
    </>
  )
}

function Handling({ report }: { report: StaffFraudReport }) {
  const { ui } = useStores()
  const { fraud } = useStaffStores().supervision
  const say = useWords(staffFraudWords)
  const { perform, fault } = useAct(
    () => fraud.look(),
    () => ui.say(say('looking')),
  )
  return (
    <>
      {report.state === 'received' && (
        <Button kind="quiet" onTap={perform}>
          {say('look')}
        </Button>
      )}
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <FraudForm />
    </>
  )
}

function Answered({ report }: { report: StaffFraudReport }) {
  const { navigation } = useStaffStores()
  const say = useWords(staffFraudWords)
  return (
    <>
      <Heading>{say('answerTitle')}</Heading>
      <Card>
        <View className="para">{report.answer}</View>
      </Card>
      <Tip>
        {say('thenSuspend')}
        <LinkButton onTap={() => void navigation.open('suspensions')}>{say('toSuspensions')}</LinkButton>
      </Tip>
    </>
  )
}
