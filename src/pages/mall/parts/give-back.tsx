import type { PointsExpiry, Voucher } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, numberText, timeText, useLocale, useWords } from '../../../i18n'
import { voucherWords } from '../../../i18n/mall/vouchers'
import { useStores } from '../../../stores'
import { useMallStores } from '../../../stores/mall'
import { Button, Sheet, Tip } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { Lots } from './lots'

/**
 * Giving it back, or from when on she can. In a view of its own: in the page's, one taking the other's place would send the whole page to
 * the host's screen again, the picture of the code with it.
 */
export function GiveBack({ voucher }: { voucher: Voucher }) {
  const { formOutUntil } = voucher
  return (
    <View>
      {formOutUntil ? (
        <NotYet voucher={voucher} until={formOutUntil} />
      ) : (
        <GiveBackButton voucher={voucher} />
      )}
    </View>
  )
}

/** Exactly what it took, to where it came from, after she has read that. */
const GiveBackButton = observer(function GiveBackButton({ voucher }: { voucher: Voucher }) {
  const { now, ui } = useStores()
  const { vouchers } = useMallStores()
  const say = useWords(voucherWords)
  const sayFailure = useFailureNotice()
  const [isAsking, setAsking] = useState(false)
  const close = () => setAsking(false)
  const n = numberText(voucher.pricePoints)
  const giveBack = async () => {
    const result = await vouchers.refund(voucher.voucherId)
    if (!result.ok) return sayFailure(result)
    ui.say(say('backDone', { n }))
    close()
  }
  const nameLot = (when: string, { expiresAt }: PointsExpiry) =>
    new Date(expiresAt) > now() ? say('backLot', { when }) : say('backEnded')
  return (
    <>
      <Button kind="quiet" onTap={() => setAsking(true)}>
        {say('back')}
      </Button>
      {isAsking && (
        <Sheet title={say('backTitle')} onClose={close}>
          <Lots lots={voucher.lots} title={say('backPoints', { n })} nameOf={nameLot} />
          <View className="para">{say('backFinal')}</View>
          <Button kind="danger" onTap={giveBack}>
            {say('backYes', { n })}
          </Button>
          <Button kind="quiet" onTap={close}>
            {say('backNo')}
          </Button>
        </Sheet>
      )}
    </>
  )
})

/** While a till may have taken a form of it: from when on she can, said instead of an act that would be refused. */
function NotYet({ voucher: { validTo }, until }: { voucher: Voucher; until: string }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(voucherWords)
  const isInTime = new Date(until) < new Date(validTo)
  return (
    <Tip kind="wait">
      {isInTime && (
        <View className="strong">
          {say('backLater', { when: dayText(until, locale, now()), time: timeText(until) })}
        </View>
      )}
      <View>{say(isInTime ? 'backLaterWhy' : 'backNever')}</View>
    </Tip>
  )
}
