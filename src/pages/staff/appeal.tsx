import type { StaffAppeal } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { staffAppealWords } from '../../i18n/staff/appeals'
import { useStaffStores } from '../../stores/staff'
import { Button, Empty, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from './parts'
import { AppealAnswer, FirstAnswer } from './parts/appeal-answer'
import { AppealFacts } from './parts/appeal-facts'
import { AppealForm } from './parts/appeal-form'

/** One objection: what the resident says, and the answer she gets. */
export default observer(function AppealPage() {
  const { appeals } = useStaffStores()
  const { appealId = '' } = useRouter().params
  const say = useWords(staffAppealWords)
  useStaffShown(() => appeals.find(appealId) ?? appeals.list.load())
  return (
    <StaffPage title={say('one')} place="appeals">
      <Loaded remote={appeals.list.remote} onRetry={() => appeals.list.load()}>
        {({ items }) => <Found appeal={items.find((appeal) => appeal.appealId === appealId)} />}
      </Loaded>
    </StaffPage>
  )
})

function Found({ appeal }: { appeal: StaffAppeal | undefined }) {
  const { navigation } = useStaffStores()
  const say = useWords(staffAppealWords)
  if (!appeal)
    return (
      <Empty glyph="ask" title={say('gone')} detail={say('goneDetail')}>
        <Button onTap={() => navigation.replace('appeals')}>{say('toList')}</Button>
      </Empty>
    )
  return (
    <View className="cols">
      <View className="col">
        <AppealFacts appeal={appeal} />
      </View>
      <View className="col">
        {appeal.firstAnswer && <FirstAnswer {...appeal.firstAnswer} />}
        {appeal.state !== 'open' ? (
          <AppealAnswer appeal={appeal} />
        ) : appeal.mayAnswer ? (
          <AppealForm appeal={appeal} />
        ) : (
          <Tip kind="wait">{say('answeredByYou')}</Tip>
        )}
      </View>
    </View>
  )
}
