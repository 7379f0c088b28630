import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { reaction } from 'mobx'
import { useEffect, useRef } from 'react'
import { useStores } from '../../../stores'

/** Runs when the page comes into view, when it is pulled down, and when the network is back. Nobody has to be signed in. */
export function useRegisterShown(onShow: () => Promise<unknown>): void {
  const { ui } = useStores()
  const showing = useRef(onShow)
  useEffect(() => {
    showing.current = onShow
  })
  useDidShow(() => void onShow())
  usePullDownRefresh(() => void onShow().finally(() => void Taro.stopPullDownRefresh()))
  useEffect(
    () =>
      reaction(
        () => ui.isOnline,
        (isOnline) => isOnline && void showing.current(),
      ),
    [ui],
  )
}
