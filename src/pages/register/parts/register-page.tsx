import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { useStores } from '../../../stores'
import { useRegisterStores } from '../../../stores/register'
import { FrameProvider, Page } from '../../../ui'
import '../register.scss'

interface RegisterPageProps {
  title: string
  /** The lists themselves: back leads out of the register. */
  isHome?: boolean
  children: ReactNode
}

/** A page for anybody: it asks for neither session nor account. Whoever came by a link goes back to the lists. */
export const RegisterPage = observer(function RegisterPage({
  title,
  isHome = false,
  children,
}: RegisterPageProps) {
  const { ui } = useStores()
  const { navigation } = useRegisterStores()
  const goBack = isHome ? ui.frame.goBack : () => void navigation.back()
  return (
    <FrameProvider value={{ ...ui.frame, goBack }}>
      <Page title={title} isWide>
        {children}
      </Page>
    </FrameProvider>
  )
})
