import { observer } from 'mobx-react-lite'
import { failureText, useLocale, useWords } from '../../i18n'
import { tillWords } from '../../i18n/merchant/till'
import { useMember } from '../../stores/member'
import { useMerchantStores } from '../../stores/merchant'
import { Failure, LinkButton, Skeleton } from '../../ui'
import { useNamed } from '../resident/parts'
import { MerchantPage } from './parts/merchant-page'
import { ShopChoice } from './parts/shop-choice'
import { TakeForm } from './parts/take-form'
import { TillAnswer } from './parts/till-answer'
import { useMerchantShown } from './parts/use-merchant-shown'

/** The till: a code in, one answer out. */
export default observer(function TillPage() {
  const { till } = useMerchantStores()
  const { session } = useMember()
  const say = useWords(tillWords)
  const named = useNamed()
  useMerchantShown(
    () => till.start(),
    () => till.stop(),
  )
  const { shopName } = till
  const hasOthers = (session.membership?.shops.length ?? 0) > 1
  return (
    <MerchantPage
      title={shopName ? named(shopName) : say('title')}
      place="till"
      aside={
        shopName &&
        hasOthers && <LinkButton onTap={() => void till.choose(undefined)}>{say('otherShop')}</LinkButton>
      }
    >
      {shopName ? <Till /> : <ShopChoice />}
      <TillAnswer />
    </MerchantPage>
  )
})

const Till = observer(function Till() {
  const { till } = useMerchantStores()
  const locale = useLocale()
  if (till.reply) return null
  if (till.till) return <TakeForm />
  if (!till.failure) return <Skeleton />
  return <Failure {...failureText(till.failure, locale)} onRetry={() => till.open()} />
})
