import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { useStores } from '../../../stores'

/** Runs when the page comes into view, also on return from another, once it is known who is here; `onHide` when it goes. */
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
  // A page that is closed, not covered, gets no hide.
  useEffect(() => () => leave(), [])
}

const nothing = () => {}
