import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { meWords } from '../../../i18n/resident/me'
import { useStores } from '../../../stores'
import { useMember } from '../../../stores/member'
import { Glyph, List, Row } from '../../../ui'
import { useNamed } from './use-named'

/** To her work, for those who have some. */
export const WorkDoor = observer(function WorkDoor() {
  const { navigation } = useStores()
  const { session } = useMember()
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(meWords)
  const shops = session.offered.filter(({ isMerchant }) => isMerchant)
  if (!navigation.leadsTo('work') || shops.length === 0) return null
  return (
    <List>
      <Row
        glyph={<Glyph name="shop" />}
        title={say('work')}
        detail={shops.map(({ institution }) => named(institution)).join(locale === 'zh' ? '、' : ', ')}
        onTap={() => void navigation.open('work')}
      />
    </List>
  )
})

/** To her work for any institution but a mere merchant, for those who are in charge there. */
export const MallWorkDoor = observer(function MallWorkDoor() {
  const { navigation } = useStores()
  const { session } = useMember()
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(meWords)
  const malls = session.offered.filter(
    ({ isMallOperator, isSponsor, isMerchant, role }) =>
      (isMallOperator || isSponsor || !isMerchant) && role !== 'cashier',
  )
  if (!navigation.leadsTo('own-goods') || malls.length === 0) return null
  return (
    <List>
      <Row
        glyph={<Glyph name="mall" />}
        title={say('mallWork')}
        detail={malls.map(({ institution }) => named(institution)).join(locale === 'zh' ? '、' : ', ')}
        onTap={() => void navigation.open('own-goods')}
      />
    </List>
  )
})

/** To the rides of the operator she works for. */
export const OperatorDoor = observer(function OperatorDoor() {
  const { navigation } = useStores()
  const { session } = useMember()
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(meWords)
  const operators = session.offered.filter(({ isOperator, role }) => isOperator && role !== 'cashier')
  if (!navigation.leadsTo('intake') || operators.length === 0) return null
  return (
    <List>
      <Row
        glyph={<Glyph name="metro" />}
        title={say('operatorWork')}
        detail={operators.map(({ institution }) => named(institution)).join(locale === 'zh' ? '、' : ', ')}
        onTap={() => void navigation.open('intake')}
      />
    </List>
  )
})

/** For somebody whom an owner invites; she needs neither an account nor her real name, only a host that says who she is. */
export const JoinDoor = observer(function JoinDoor() {
  const { navigation, session } = useStores()
  const say = useWords(meWords)
  if (!navigation.leadsTo('work') || !session.tokens) return null
  return (
    <Row
      glyph={<Glyph name="scan" />}
      title={say('join')}
      onTap={() => void navigation.open('work', { stay: true })}
    />
  )
})
