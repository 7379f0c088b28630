import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { disputesWords } from '../../i18n/institution/disputes'
import { useInstitutionStores } from '../../stores/institution'
import { Empty } from '../../ui'
import { Loaded } from '../resident/parts'
import { InstitutionPage, WhoActs } from './parts'
import { DisputeCard } from './parts/dispute-card'

/** Statements that merchants say are wrong and that have this mall operator's goods in them; those that wait come first. */
export default observer(function DisputesPage() {
  const { disputes, navigation } = useInstitutionStores()
  const say = useWords(disputesWords)
  const load = () => disputes.list.load()
  return (
    <InstitutionPage title={say('title')} onShow={load}>
      <WhoActs />
      <Loaded remote={disputes.list.remote} onRetry={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="mall" title={say('empty')} detail={say('emptyDetail')} />
          ) : (
            items
              .slice(0, SHOWN_MAX)
              .map((dispute) => (
                <DisputeCard
                  key={dispute.statementId}
                  dispute={dispute}
                  onLook={() => void navigation.open('dispute', { statementId: dispute.statementId })}
                />
              ))
          )
        }
      </Loaded>
    </InstitutionPage>
  )
})

/** A phone's page bears no more nodes; what waits for an answer stands before what does not. */
const SHOWN_MAX = 40
