import type { OperatorDesk } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { intakeWords } from '../../i18n/operator/intake'
import { useOperatorStores } from '../../stores/operator'
import { Empty, Glyph, Heading, List, Row, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { DaysChart } from './parts/days-chart'
import { OperatorPage } from './parts/operator-page'
import { Reasons } from './parts/reasons'
import { Today } from './parts/today'
import { Waiting } from './parts/waiting'
import { Whose } from './parts/whose'

/** What came in from an operator today and in thirty days, why rows were refused, and what waits for it. */
export default observer(function IntakePage() {
  const { desk } = useOperatorStores()
  const say = useWords(intakeWords)
  return (
    <OperatorPage title={say('title')} place="intake" onShow={() => desk.load()}>
      <Whose />
      <Loaded remote={desk.remote} onRetry={() => desk.load()}>
        {(shown) => (
          <>
            {shown.isSuspended && <Tip kind="refuse">{say('suspended')}</Tip>}
            {shown.lastPushAt === null ? (
              <Empty glyph="rides" title={say('noPush')} detail={say('noPushDetail')} />
            ) : (
              <Figures desk={shown} />
            )}
          </>
        )}
      </Loaded>
      <Besides />
    </OperatorPage>
  )
})

function Figures({ desk }: { desk: OperatorDesk }) {
  return (
    <View className="cols">
      <View className="col">
        <Today desk={desk} />
        <Waiting runs={desk.runs} deleteOrders={desk.deleteOrders} />
      </View>
      <View className="col">
        <DaysChart days={desk.days} />
        <Reasons rejectedBy={desk.today.rejectedBy} />
      </View>
    </View>
  )
}

function Besides() {
  const { navigation } = useOperatorStores()
  const say = useWords(intakeWords)
  return (
    <>
      <Heading>{say('more')}</Heading>
      <List>
        <Row
          glyph={<Glyph name="shield" />}
          title={say('keys')}
          detail={say('keysHow')}
          onTap={() => void navigation.open('keys')}
        />
        <Row
          glyph={<Glyph name="scenes" />}
          title={say('applications')}
          detail={say('applicationsHow')}
          onTap={() => void navigation.toApplications()}
        />
      </List>
    </>
  )
}
