import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { suspensionWords } from '../../i18n/staff/supervision'
import { useStaffStores, type SuspensionState } from '../../stores/staff'
import { Button, Chips, Empty } from '../../ui'
import { Loaded, More } from '../resident/parts'
import { StaffPage, useStaffShown } from './parts'
import { readKind, SuspendForm } from './parts/supervision/suspend-form'
import { SuspensionCard } from './parts/supervision/suspension-card'

const STATES: readonly SuspensionState[] = ['open', 'ended']
const EMPTY = { open: 'emptyOpen', ended: 'emptyEnded' } as const

/** What is stopped and what was, and the way to stop something more. */
export default observer(function Suspensions() {
  const { suspensions } = useStaffStores().supervision
  const { kind, subject = '' } = useRouter().params
  const say = useWords(suspensionWords)
  const [isWriting, setWriting] = useState(subject !== '')
  useStaffShown(() => suspensions.pages.load())
  return (
    <StaffPage title={say('title')} place="suspensions">
      <View className="cols">
        <View className="col">
          <View className="note">{say('lead')}</View>
          {isWriting ? (
            <SuspendForm kind={readKind(kind)} subject={subject} onClose={() => setWriting(false)} />
          ) : (
            <Button onTap={() => setWriting(true)}>{say('newOne')}</Button>
          )}
        </View>
        <View className="col">
          <Chips
            label={say('state')}
            options={STATES.map((value) => ({ value, name: say(value) }))}
            chosen={suspensions.state}
            onChoose={(state) => void suspensions.choose(state)}
          />
          <Loaded remote={suspensions.pages.first.remote} onRetry={() => suspensions.pages.load()}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty glyph="shield" title={say(EMPTY[suspensions.state])} detail={say('emptyDetail')} />
              ) : (
                suspensions.pages.items.map((suspension) => (
                  <SuspensionCard key={suspension.suspensionId} suspension={suspension} />
                ))
              )
            }
          </Loaded>
          <More pages={suspensions.pages} isLatestFirst />
        </View>
      </View>
    </StaffPage>
  )
})
