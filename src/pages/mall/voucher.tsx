import type { Voucher } from '#contract'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { voucherWords } from '../../i18n/mall/vouchers'
import { useStores } from '../../stores'
import { isOfPartner, useMallStores } from '../../stores/mall'
import { Button, LinkButton } from '../../ui'
import { Loaded, ResidentPage } from '../resident/parts'
import './mall.scss'
import { GiveBack } from './parts/give-back'
import { OfflineFormButton } from './parts/offline-form'
import { Recipient } from './parts/recipient'
import { useCodeInView } from './parts/use-code-in-view'
import { VoucherTicket } from './parts/voucher-ticket'

/** One voucher: the code to show at a till, and the stub that is left when it is used. */
export default observer(function VoucherPage() {
  const { vouchers } = useMallStores()
  const { voucherId = '' } = useRouter().params
  const say = useWords(voucherWords)
  const { one } = vouchers
  useCodeInView(voucherId)
  return (
    <ResidentPage title={say('title')}>
      {/* Another one may still be the shown one while this page opens. */}
      {(one.id === voucherId || one.id === '') && (
        <Loaded remote={one.value.remote} onRetry={() => one.value.load()}>
          {(voucher) => (
            <>
              <VoucherTicket voucher={voucher} />
              <Acts voucher={voucher} />
            </>
          )}
        </Loaded>
      )}
    </ResidentPage>
  )
})

function Acts({ voucher }: { voucher: Voucher }) {
  const { navigation } = useStores()
  const say = useWords(voucherWords)
  const { state, goods } = voucher
  const isSending = voucher.delivery?.state === 'recipientNeeded'
  const openGoods = () => void navigation.open('goods-detail', { goodsId: goods.goodsId })
  if (isOfPartner(voucher)) return <LinkButton onTap={openGoods}>{say('where')}</LinkButton>
  if (state === 'held') return <Button onTap={openGoods}>{say('goOn')}</Button>
  if (state !== 'issued') return null
  return (
    <>
      {isSending && <Recipient voucher={voucher} />}
      {goods.kind === 'coupon' && <LinkButton onTap={openGoods}>{say('where')}</LinkButton>}
      {goods.isOffline && <OfflineFormButton voucher={voucher} />}
      {(isSending || !voucher.delivery) && <GiveBack voucher={voucher} />}
    </>
  )
}
