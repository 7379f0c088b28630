import { createContext, useContext } from 'react'

/** What every page has around it, whoever drew the page: theme, size of type, connection, and the short notice of the moment. */
export interface Frame {
  readonly theme: 'light' | 'dark'
  readonly isElder: boolean
  /** The host's font scale; 1 is its standard. */
  readonly fontScale: number
  readonly isOffline: boolean
  /** Said once in passing, read aloud, gone after a few seconds. */
  readonly notice: string
  goBack(): void
  /** Until the answer is called the phone's back key calls `onBack` instead, where the host lets us have it. */
  holdBack(onBack: () => void): () => void
  /** Gives the host's own title bar of the page on show the colours of the theme. */
  paintTitleBar(): void
}

const FrameContext = createContext<Frame>({
  theme: 'light',
  isElder: false,
  fontScale: 1,
  isOffline: false,
  notice: '',
  goBack() {},
  holdBack: () => () => {},
  paintTitleBar() {},
})

export const FrameProvider = FrameContext.Provider

export const useFrame = (): Frame => useContext(FrameContext)
