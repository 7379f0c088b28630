import type { Voucher } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useCallback, useEffect, useState } from 'react'
import { numberText, timeText, useWords } from '../../../i18n'
import { checkoutWords } from '../../../i18n/mall/goods'
import { useStores } from '../../../stores'
import { useMallStores } from '../../../stores/mall'
import { Button, Empty, Sheet, SumSheet } from '../../../ui'
import { useFailureNotice, useNamed } from '../../resident/parts'
import { Lots } from './lots'

interface CheckoutProps {
  /** What is kept for her. */
  voucher: Voucher
  /** Keeps one again after the time is over. */
  onAgain: () => Promise<void>
  onClose: () => void
}

/** What it takes, said before it is taken. Leaving it costs nothing: what is kept goes back by itself. */
export const Checkout = observer(function Checkout({ voucher, onAgain, onClose }: CheckoutProps) {
  const say = useWords(checkoutWords)
  const named = useNamed()
  const { minutes, isOver, isBack, end } = useHold(voucher)
  const confirm = useConfirmation(voucher, { onClose, onEnded: end })
  return (
    <Sheet title={named(voucher.goods.name)} onClose={onClose}>
      {/* Always there: a region that arrives with its words is not read. */}
      <View role="status" aria-live="polite">
        {isOver && (
          <Empty
            glyph="wait"
            title={say('ended')}
            detail={say(isBack ? 'endedBack' : 'endedComing', { n: numberText(voucher.pricePoints) })}
          />
        )}
      </View>
      {!isOver && (
        <>
          <Sum voucher={voucher} />
          <Lots lots={voucher.lots} title={say('lots')} nameOf={(when) => say('lot', { when })} />
          <Kept voucher={voucher} minutes={minutes} />
          <View className="note">{say('calm')}</View>
        </>
      )}
      <Button onTap={isOver ? onAgain : confirm}>
        {isOver ? say('again') : say('yes', { n: numberText(voucher.pricePoints) })}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('no')}
      </Button>
    </Sheet>
  )
})

function Kept({ voucher: { heldUntil }, minutes }: { voucher: Voucher; minutes: number | undefined }) {
  const say = useWords(checkoutWords)
  if (heldUntil === null) return null
  const time = timeText(heldUntil)
  return (
    <View className="para strong nums">
      {minutes === undefined ? say('keptUntil', { time }) : say('keptMinutes', { time, n: minutes })}
    </View>
  )
}

/** Her points before and after. What is kept is out of the balance already, which is asked anew after each hold. */
const Sum = observer(function Sum({ voucher: { pricePoints } }: { voucher: Voucher }) {
  const { points } = useMallStores()
  const say = useWords(checkoutWords)
  const { remote } = points.balance
  if (remote.state !== 'ready') return null
  const left = remote.value.points
  const amount = (n: number) => say('points', { n: numberText(n) })
  return (
    <SumSheet
      lines={[
        { label: say('before'), sign: '', amount: amount(left + pricePoints) },
        { label: say('price'), sign: '−', amount: amount(pricePoints) },
      ]}
      result={{ label: say('after'), amount: amount(left) }}
    />
  )
})

interface Ways {
  onClose: () => void
  /** The service says that its time is over. */
  onEnded: () => void
}

const DONE = {
  coupon: 'done',
  redPacket: 'doneToSend',
  transportDiscount: 'doneToSend',
  title: 'doneTitle',
} as const

function useConfirmation({ voucherId, goods }: Voucher, { onClose, onEnded }: Ways): () => Promise<void> {
  const { navigation, ui } = useStores()
  const { vouchers } = useMallStores()
  const say = useWords(checkoutWords)
  const sayFailure = useFailureNotice()
  return async () => {
    const result = await vouchers.confirm(voucherId)
    if (!result.ok) {
      const { failure } = result
      if (failure.kind === 'refused' && failure.code === 'voucher.hold-ended') return onEnded()
      sayFailure(result)
      if (failure.kind === 'refused') onClose()
      return
    }
    ui.say(say(DONE[goods.kind]))
    onClose()
    await navigation.replace('voucher', { voucherId })
  }
}

const LOOK_MS = 5_000

/**
 * The hold, looked at calmly: whole minutes begun of what is left, by this phone's clock where it saw the hold begin, else undefined and
 * the service is asked. Once it is over it is over, and what was kept is given back at once.
 */
function useHold({ voucherId }: Voucher) {
  const { vouchers } = useMallStores()
  const [minutes, setMinutes] = useState(() => vouchers.minutesLeft(voucherId))
  // Of which voucher it is over, and of which everything is back: another one may be kept afterwards.
  const [over, setOver] = useState<string>()
  const [back, setBack] = useState<string>()
  const end = useCallback(() => setOver(voucherId), [voucherId])
  const isOver = over === voucherId
  useEffect(() => {
    if (isOver) {
      void vouchers.letGo(voucherId).then((isBack) => isBack && setBack(voucherId))
      return undefined
    }
    const look = () => {
      const left = vouchers.minutesLeft(voucherId)
      setMinutes(left)
      if (left === 0 || vouchers.isLetGo(voucherId)) end()
      else if (left === undefined) void vouchers.list.load()
    }
    look()
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [vouchers, voucherId, isOver, end])
  return { minutes, isOver, isBack: back === voucherId, end }
}
