import type { OwnGoods } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { budgetWords } from '../../i18n/institution/figures'
import { duesWords } from '../../i18n/institution/money'
import { loadTogether } from '../../stores'
import { isTitle, useInstitutionStores } from '../../stores/institution'
import { Button, Empty, Heading } from '../../ui'
import { Loaded } from '../resident/parts'
import { DisputesWaiting, InstitutionPage, WhoActs } from './parts'
import { BudgetByGoods } from './parts/budget-by-goods'
import { BudgetTotal } from './parts/budget-total'
import { Redemptions } from './parts/redemptions'

/** What a sponsor gave, and where it went: paid, promised, left; by goods and by shop. A title takes no money. */
export default observer(function BudgetPage() {
  const { goods, paid, disputes, session, navigation } = useInstitutionStores()
  const say = useWords(budgetWords)
  const sayDues = useWords(duesWords)
  const load = () => loadTogether(goods.list, paid.figures, disputes.list)
  const own = session.membership?.institutionId
  return (
    <InstitutionPage title={say('title')} place="budget" of="isSponsor" onShow={load}>
      <WhoActs />
      <DisputesWaiting />
      <Button kind="quiet" onTap={() => navigation.open('dues')}>
        {sayDues('link')}
      </Button>
      <Loaded remote={goods.list.remote} onRetry={load}>
        {({ items }) => <Parts goods={items.filter((one) => one.sponsorId === own && !isTitle(one))} />}
      </Loaded>
    </InstitutionPage>
  )
})

function Parts({ goods }: { goods: readonly OwnGoods[] }) {
  const { paid } = useInstitutionStores()
  const say = useWords(budgetWords)
  if (goods.length === 0) return <Empty glyph="mall" title={say('empty')} detail={say('emptyDetail')} />
  return (
    <>
      <BudgetTotal goods={goods} />
      <BudgetByGoods goods={goods} />
      <Heading>{say('where')}</Heading>
      <Redemptions store={paid} measure="payableFen" />
    </>
  )
}
