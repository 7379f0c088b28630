import { useWords } from '../../../i18n'
import { registerDoorWords } from '../../../i18n/resident/register-door'
import { useStores } from '../../../stores'
import { Glyph, Row } from '../../../ui'

/** To the public register, in builds that have it. */
export function RegisterDoor() {
  const { navigation } = useStores()
  const say = useWords(registerDoorWords)
  if (!navigation.leadsTo('register')) return null
  return (
    <Row
      glyph={<Glyph name="shield" />}
      title={say('title')}
      detail={say('detail')}
      onTap={() => void navigation.open('register')}
    />
  )
}
