import Taro, { useDidHide, useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { reaction } from 'mobx'
import { useCallback, useEffect, useRef } from 'react'
import { useStores } from '../../../stores'

/**
 * Runs when the page comes into view, on return from another, when she pulls it down, and when the network or the session is
 * back after it failed; `onHide` runs when it goes.
 */
export function useShown(onShow: () => unknown, onHide: () => void = nothing): void {
  const { session, ui } = useStores()
  const isShown = useRef(false)
  const showing = useRef(onShow)
  const leaving = useRef(onHide)
  useEffect(() => {
    showing.current = onShow
    leaving.current = onHide
  })
  const show = useCallback(
    () => void session.start().then(() => isShown.current && showing.current()),
    [session],
  )
  useDidShow(() => {
    isShown.current = true
    show()
  })
  useEffect(
    () =>
      reaction(
        () => ui.isOnline && session.me.remote.state !== 'failed',
        (isBack) => isBack && show(),
      ),
    [session, ui, show],
  )
  const leave = useCallback(() => {
    isShown.current = false
    leaving.current()
    ui.leavePage()
  }, [ui])
  useDidHide(leave)
  usePullDownRefresh(() => {
    void Promise.resolve(onShow()).finally(() => void Taro.stopPullDownRefresh())
  })
  // A page that is closed, not covered, gets no hide.
  useEffect(() => leave, [leave])
}

const nothing = () => {}
