import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../i18n'
import { staffDisputeWords } from '../../i18n/staff/disputes'
import { useStaffStores } from '../../stores/staff'
import { Empty } from '../../ui'
import { View } from '@tarojs/components'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from './parts'
import { StatementDisputeCard } from './parts/statement-dispute-card'

/** What merchants dispute of their statements and what was answered, to be read by the centre; those that wait come first. */
export default observer(function Disputes() {
  const { disputes } = useStaffStores()
  const say = useWords(staffDisputeWords)
  const load = () => disputes.load()
  useStaffShown(load)
  return (
    <StaffPage title={say('title')} place="disputes">
      <Loaded remote={disputes.remote} onRetry={load}>
        {({ items }) => {
          if (items.length === 0)
            return <Empty glyph="card" title={say('empty')} detail={say('emptyDetail')} />
          const waiting = items.filter(({ state }) => state === 'disputed').length
          return (
            <>
              <View className="note">
                {say(waiting === 0 ? 'noneWaits' : 'waits', { n: numberText(waiting) })}
              </View>
              {items.slice(0, SHOWN_MAX).map((dispute) => (
                <StatementDisputeCard key={dispute.statementId} dispute={dispute} />
              ))}
              {items.length > SHOWN_MAX && (
                <View className="note">{say('more', { n: numberText(items.length - SHOWN_MAX) })}</View>
              )}
            </>
          )
        }}
      </Loaded>
    </StaffPage>
  )
})

/** A phone's page bears no more nodes; what waits for an answer stands before what does not. */
const SHOWN_MAX = 40
