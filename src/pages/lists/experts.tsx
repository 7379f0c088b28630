import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { expertPoolWords } from '../../i18n/console/lists'
import { useConsoleStores } from '../../stores/console'
import { useStaffStores } from '../../stores/staff'
import { Empty } from '../../ui'
import { Loaded } from '../resident/parts'
import { ActButtons, StaffPage, useStaffShown } from '../staff/parts'
import { ExpertCard } from './parts/expert-card'
import { useInviteExpert } from './parts/use-expert-acts'

/** Who may be asked for an opinion, in what field, and whom she belongs to. */
export default observer(function Experts() {
  const { experts } = useConsoleStores()
  const { session } = useStaffStores()
  const say = useWords(expertPoolWords)
  const invite = useInviteExpert()
  const load = () => experts.list.load()
  useStaffShown(load)
  const isCentre = session.staff?.role === 'centre'
  return (
    <StaffPage title={say('title')} place="experts">
      <Text className="note">{say('intro')}</Text>
      {isCentre && <ActButtons acts={[invite]} />}
      <Loaded remote={experts.list.remote} onRetry={load}>
        {({ items }) => (
          <>
            {items.length === 0 && <Empty glyph="me" title={say('empty')} detail={say('emptyDetail')} />}
            {items.map((expert) => (
              <ExpertCard key={expert.expertId} expert={expert} isCentre={isCentre} />
            ))}
          </>
        )}
      </Loaded>
    </StaffPage>
  )
})
