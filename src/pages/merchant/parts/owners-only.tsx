import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { may } from '#domain/institution'
import { useWords } from '../../../i18n'
import { statementsWords } from '../../../i18n/merchant/statements'
import { useMember } from '../../../stores/member'
import { Empty } from '../../../ui'

/** What only those see who settle the merchant's money; a cashier is told whom to ask. */
export const OwnersOnly = observer(function OwnersOnly({ children }: { children: ReactNode }) {
  const { session } = useMember()
  const say = useWords(statementsWords)
  const role = session.membership?.role
  if (role === undefined || may(role, 'settleMoney')) return <>{children}</>
  return <Empty glyph="shield" title={say('notHers')} detail={say('notHersDetail')} />
})
