import { Text, View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { signInWords } from '../../i18n/staff/sign-in'
import { useStores } from '../../stores'
import { useStaffStores, type Credentials, type SignInProblem } from '../../stores/staff'
import { LinkButton } from '../../ui'
import { StaffPage } from './parts'
import { CredentialsForm } from './parts/credentials-form'
import { TextToSign } from './parts/text-to-sign'

/** Who comes to the desk: first her id and key, then the text, which she sees before it is signed. */
export default observer(function SignIn() {
  const { ui } = useStores()
  const { session, navigation, init } = useStaffStores()
  const { back } = useRouter().params
  const say = useWords(signInWords)
  const [credentials, setCredentials] = useState<Credentials>(
    () => session.remembered() ?? { staffId: '', key: '' },
  )
  const [isRemembering, setRemembering] = useState(false)
  const [problem, setProblem] = useState<SignInProblem>()
  useDidShow(() => void init().then(() => ui.refresh()))
  const ask = async () => setProblem(await session.ask(credentials))
  const sign = async () => {
    const refused = await session.signIn(credentials)
    setProblem(refused)
    if (refused) return
    if (isRemembering && !session.remember(credentials)) ui.say(say('notRemembered'))
    await (back ? navigation.back() : navigation.replace('desk'))
  }
  return (
    <StaffPage title={say('title')} place="sign-in" isDoor>
      <View className="entry">
        <Text className="note">{say('how')}</Text>
        {session.challenge ? (
          <TextToSign challenge={session.challenge} problem={problem} onSign={sign} />
        ) : (
          <CredentialsForm
            credentials={credentials}
            onChange={setCredentials}
            isRemembering={isRemembering}
            onRemember={setRemembering}
            problem={problem}
            onNext={ask}
          />
        )}
        <LinkButton onTap={() => navigation.toExperts()}>{say('expertsHere')}</LinkButton>
      </View>
    </StaffPage>
  )
})
