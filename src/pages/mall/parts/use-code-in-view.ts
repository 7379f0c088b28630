import { reaction } from 'mobx'
import { useEffect, useRef, useState } from 'react'
import { numberText, useWords } from '../../../i18n'
import { voucherWords } from '../../../i18n/mall/vouchers'
import { useStores } from '../../../stores'
import { useMallStores } from '../../../stores/mall'
import { useShown } from '../../resident/parts'

/** Keeps the voucher fresh and, while it can be shown and the page is in view, its code alive; says what happened to either. */
export function useCodeInView(voucherId: string): void {
  const { vouchers, code } = useMallStores()
  const { one } = vouchers
  const [isInView, setInView] = useState(false)
  const shown = one.id === voucherId ? one.value.shown : undefined
  const hasCode = shown?.state === 'issued' && shown.goods.kind !== 'title' && !shown.usedBy
  const isShown = isInView && hasCode
  useShown(
    () => {
      setInView(true)
      // Back from where there was no network: the service's own code is the better one.
      if (code.isOwn) void code.rotate('shown')
      return one.watch(voucherId)
    },
    () => {
      setInView(false)
      one.unwatch(voucherId)
    },
  )
  useEffect(() => {
    if (!isShown) return undefined
    code.show(voucherId)
    return () => code.hide()
  }, [code, isShown, voucherId])
  useTold()
}

/** What happens while she looks is said once, in passing. */
function useTold(): void {
  const { ui } = useStores()
  const { vouchers, code } = useMallStores()
  const say = useWords(voucherWords)
  const words = (key: 'screenshot' | 'thanks' | 'arrived' | 'undoneNow') =>
    ui.say(say(key, { n: numberText(vouchers.one.value.shown?.pricePoints ?? 0) }))
  const tell = useRef(words)
  useEffect(() => {
    tell.current = words
  })
  useEffect(() => {
    const stopShots = reaction(
      () => code.screenshots,
      (count) => count > 0 && tell.current('screenshot'),
    )
    const stopState = reaction(
      () => vouchers.one.value.shown?.state,
      (state, before) => {
        if (before === 'issued' && state === 'redeemed')
          tell.current(vouchers.one.value.shown?.delivery ? 'arrived' : 'thanks')
        if (before === 'redeemed' && state === 'refunded') tell.current('undoneNow')
      },
    )
    return () => {
      stopShots()
      stopState()
    }
  }, [vouchers, code])
}
