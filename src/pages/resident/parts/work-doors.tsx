import type { Membership } from '#contract'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { meWords } from '../../../i18n/resident/me'
import { useStores, type PageName } from '../../../stores'
import { useMember } from '../../../stores/member'
import { Glyph, List, Row, type GlyphName } from '../../../ui'
import { useNamed } from './use-named'

interface WorkProps {
  to: PageName
  glyph: GlyphName
  name: 'work' | 'mallWork' | 'operatorWork'
  /** For whom she does it. */
  isFor: (membership: Membership) => boolean
}

/** To some work of hers, for those who have it and where this build has its page. */
const Work = observer(function Work({ to, glyph, name, isFor }: WorkProps) {
  const { navigation } = useStores()
  const { session } = useMember()
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(meWords)
  const those = session.offered.filter(isFor)
  if (!navigation.leadsTo(to) || those.length === 0) return null
  return (
    <List>
      <Row
        glyph={<Glyph name={glyph} />}
        title={say(name)}
        detail={those.map(({ institution }) => named(institution)).join(locale === 'zh' ? '、' : ', ')}
        onTap={() => void navigation.open(to)}
      />
    </List>
  )
})

const sellsOrPays = ({ isMallOperator, isSponsor, isMerchant, role }: Membership): boolean =>
  (isMallOperator || isSponsor || !isMerchant) && role !== 'cashier'

/** To her work in shops, for any institution but a mere merchant, and to the rides of the operator she works for. */
export const WorkDoors = () => (
  <>
    <Work to="work" glyph="shop" name="work" isFor={({ isMerchant }) => isMerchant} />
    <Work to="own-goods" glyph="mall" name="mallWork" isFor={sellsOrPays} />
    <Work
      to="intake"
      glyph="metro"
      name="operatorWork"
      isFor={({ isOperator, role }) => isOperator && role !== 'cashier'}
    />
  </>
)

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
