import type { PropsWithChildren } from 'react'
import './app.scss'

/** Taro mounts every page as a child of this element. */
export default function App({ children }: PropsWithChildren) {
  return children
}
