import Taro, { useDidHide, useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { useStores } from '../../../stores'

/** Runs when the page comes into view, on return from another, and when she pulls it down; `onHide` runs when it goes. */
export function useShown(onShow: () => unknown, onHide: () => void = nothing): void {
  const { session } = useStores()
  const isShown = useRef(false)
  const leaving = useRef(onHide)
  useEffect(() => {
    leaving.current = onHide
  })
  useDidShow(() => {
    isShown.current = true
    void session.start().then(() => isShown.current && onShow())
  })
  const leave = () => {
    isShown.current = false
    leaving.current()
  }
  useDidHide(leave)
  usePullDownRefresh(() => {
    void Promise.resolve(onShow()).finally(() => void Taro.stopPullDownRefresh())
  })
  // A page that is closed, not covered, gets no hide.
  useEffect(() => () => leave(), [])
}

const nothing = () => {}
