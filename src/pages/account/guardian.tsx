import type { GuardianCode } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { timeText, useWords } from '../../i18n'
import { entryWords } from '../../i18n/resident/entry'
import { guardianWords } from '../../i18n/resident/account'
import { useStores } from '../../stores'
import { Button, Card, Field, Heading } from '../../ui'
import { ResidentPage, useFailureNotice, useShown } from '../resident/parts'
import { EntryButton, EntryTip } from '../resident/parts/entry'
import { Wards } from './parts/wards'

/** Under 14 an account needs a guardian: the child shows a code, the guardian types it in her own account. */
export default observer(function GuardianPage() {
  const { session, me } = useStores()
  const say = useWords(guardianWords)
  useShown(() => Promise.all([session.me.load(), session.standing === 'open' && me.wards.load()]))
  return (
    <ResidentPage title={say('title')} isPublic>
      {session.standing === 'guardianNeeded' ? (
        <Minor />
      ) : session.standing === 'open' ? (
        <Adult />
      ) : (
        <Outsider />
      )}
    </ResidentPage>
  )
})

function Minor() {
  const { me, session, ui, navigation } = useStores()
  const say = useWords(guardianWords)
  const entry = useWords(entryWords)
  const sayFailure = useFailureNotice()
  const [code, setCode] = useState<GuardianCode>()
  const make = async () => {
    const result = await me.guardianCode()
    if (result.ok) setCode(result.value)
    else sayFailure(result)
  }
  const check = async () => {
    await session.me.load()
    if (session.standing === 'guardianNeeded') ui.say(say('notYet'))
    else await navigation.replace(session.standing === 'open' ? 'home' : 'welcome')
  }
  return (
    <>
      <View className="lead">{session.accountId === null ? say('minorText') : entry('guardianAgain')}</View>
      <View className="para">{say('minorHow')}</View>
      {code && (
        <Card>
          <Text className="note">{say('code')}</Text>
          <View className="h1 nums">
            {code.code.slice(0, 4)} {code.code.slice(4)}
          </View>
          <Text className="note">{say('codeUntil', { when: timeText(code.expiresAt) })}</Text>
        </Card>
      )}
      <Button kind={code ? 'quiet' : 'primary'} onTap={make}>
        {say('makeCode')}
      </Button>
      {code && <Button onTap={check}>{say('check')}</Button>}
    </>
  )
}

/** Whoever consents for a child does it in an account of her own: without one there is nothing to type into. */
function Outsider() {
  const say = useWords(guardianWords)
  return (
    <>
      <View className="para">{say('ownFirst')}</View>
      <EntryTip />
      <EntryButton />
    </>
  )
}

const CODE = /^\d{8}$/
/** Eight digits with whatever stands between them where they are copied from. */
const LENGTH_MAX = 20

function Adult() {
  const { me, ui } = useStores()
  const say = useWords(guardianWords)
  const sayFailure = useFailureNotice()
  const [code, setCode] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const consent = async () => {
    const digits = code.replace(/[\s-]/g, '')
    const isWhole = CODE.test(digits)
    setFaulty(!isWhole)
    if (!isWhole) return
    const result = await me.guard(digits)
    if (!result.ok) return sayFailure(result)
    ui.say(say('done', { name: result.value.wardMaskedName || say('child') }))
    setCode('')
  }
  return (
    <>
      <Wards />
      <Heading>{say('newConsent')}</Heading>
      <View className="para">{say('adultText')}</View>
      <Field
        kind="number"
        label={say('field')}
        value={code}
        onChange={setCode}
        lengthMax={LENGTH_MAX}
        {...(isFaulty ? { fault: say('fieldFault') } : {})}
      />
      <Button onTap={consent}>{say('consent')}</Button>
    </>
  )
}
