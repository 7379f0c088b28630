import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { figuresWords } from '../../i18n/institution/figures'
import { loadTogether } from '../../stores'
import { useInstitutionStores } from '../../stores/institution'
import { DisputesWaiting, InstitutionPage, WhoActs } from './parts'
import { Redemptions } from './parts/redemptions'

/** What shops redeemed of the goods her institution lists, by day and by shop. */
export default observer(function FiguresPage() {
  const { listed, disputes } = useInstitutionStores()
  const say = useWords(figuresWords)
  const load = () => loadTogether(listed.figures, disputes.list)
  return (
    <InstitutionPage title={say('title')} place="figures" of="isMallOperator" onShow={load}>
      <WhoActs />
      <DisputesWaiting />
      <Redemptions store={listed} measure="redemptions" />
    </InstitutionPage>
  )
})
