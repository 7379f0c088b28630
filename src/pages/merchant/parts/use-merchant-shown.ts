import { useRef } from 'react'
import { useMember } from '../../../stores/member'
import { isMerchants } from '../../../stores/merchant'
import { useShown } from '../../resident/parts'

/** Runs when the page comes into view and somebody acts here, or when nobody could be asked who does. */
export function useMerchantShown(onShow: () => unknown, onHide: () => void = nothing): void {
  const { session } = useMember()
  const isShown = useRef(false)
  const show = async () => {
    isShown.current = true
    await session.resume(isMerchants)
    const { remote } = session.memberships
    const isUnknown = remote.state === 'failed' && remote.failure.kind !== 'refused'
    // She may have gone on to another page meanwhile.
    if (isShown.current && (session.membership || isUnknown)) await onShow()
  }
  useShown(show, () => {
    isShown.current = false
    onHide()
  })
}

const nothing = () => {}
