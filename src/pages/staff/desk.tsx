import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { deskWords } from '../../i18n/staff/desk'
import { useStaffStores } from '../../stores/staff'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown, WhoIsHere } from './parts'
import { OverdueThings } from './parts/overdue-things'
import { WaitingThings } from './parts/waiting-things'

/** The first page of whoever works here: what is late, what waits for her today, and the way everywhere else. */
export default observer(function Desk() {
  const { desk } = useStaffStores()
  const say = useWords(deskWords)
  const load = () => desk.load()
  useStaffShown(load)
  return (
    <StaffPage title={say('title')} place="desk">
      <WhoIsHere />
      <Loaded remote={desk.waiting.remote} onRetry={load}>
        {({ items }) => (
          <View className="cols">
            <OverdueThings />
            <View className="col counts">
              <WaitingThings items={items} />
            </View>
          </View>
        )}
      </Loaded>
    </StaffPage>
  )
})
