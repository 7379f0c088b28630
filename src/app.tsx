import { useDidShow } from '@tarojs/taro'
import { useState, type PropsWithChildren } from 'react'
import { host } from './host'
import { AppFrame } from './app-frame'
import { createStores } from './stores'
import './ui/ui.scss'

/** Taro mounts every page as a child of this element. */
export default function App({ children }: PropsWithChildren) {
  const [stores] = useState(() => createStores({ host, baseUrl: API_BASE, now: () => new Date() }))
  // Whoever left for the host's settings may come back with another theme, language or network.
  useDidShow(() => stores.ui.refresh())
  return <AppFrame stores={stores}>{children}</AppFrame>
}
