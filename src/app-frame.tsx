import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { LocaleProvider } from './i18n'
import { FrameProvider } from './ui'
import { StoresProvider, type Stores } from './stores'

/** What every page of every role finds around it: the stores, the language, the look. */
export const AppFrame = observer(function AppFrame({
  stores,
  children,
}: {
  stores: Stores
  children: ReactNode
}) {
  return (
    <StoresProvider value={stores}>
      <LocaleProvider value={stores.ui.locale}>
        <FrameProvider value={stores.ui.frame}>{children}</FrameProvider>
      </LocaleProvider>
    </StoresProvider>
  )
})
