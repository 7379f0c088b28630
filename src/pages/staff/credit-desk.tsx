import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { creditDeskWords } from '../../i18n/staff/credit-desk'
import { useStaffStores } from '../../stores/staff'
import { Empty } from '../../ui'
import { Loaded, More } from '../resident/parts'
import { StaffPage, useStaffShown } from './parts'
import { CreditCorrectionCard } from './parts/credit-correction-card'

/** Requests to correct credit records, those that wait first. */
export default observer(function CreditDesk() {
  const { creditDesk } = useStaffStores()
  const say = useWords(creditDeskWords)
  const load = () => creditDesk.pages.load()
  useStaffShown(load)
  return (
    <StaffPage title={say('title')} place="credit-desk">
      <Loaded remote={creditDesk.pages.first.remote} onRetry={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="ask" title={say('empty')} detail={say('emptyDetail')} />
          ) : (
            creditDesk.items.map((correction) => (
              <CreditCorrectionCard key={correction.correctionId} correction={correction} />
            ))
          )
        }
      </Loaded>
      <More pages={creditDesk.pages} />
    </StaffPage>
  )
})
