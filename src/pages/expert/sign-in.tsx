import { Text, View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { expertSignInWords } from '../../i18n/expert/sign-in'
import { useStores } from '../../stores'
import { useExpertStores, type ExpertProblem } from '../../stores/expert'
import { Button, Field, LinkButton } from '../../ui'
import { ExpertPage } from './parts/expert-page'
import { SignInProblem } from './parts/sign-in-problem'
import { TextToSign } from './parts/text-to-sign'

const EXPERT_ID_LENGTH_MAX = 32
/** A seed in base64url, and room for the spaces a copy brings along. */
const KEY_LENGTH_MAX = 60

/** Which expert comes: first her id and key, then the text, which she sees before it is signed. */
export default observer(function SignIn() {
  const { ui } = useStores()
  const { session, navigation, init } = useExpertStores()
  const say = useWords(expertSignInWords)
  const [expertId, setExpertId] = useState('')
  const [key, setKey] = useState('')
  const [problem, setProblem] = useState<ExpertProblem>()
  useDidShow(() => void init().then(() => ui.refresh()))
  const ask = async () => setProblem(await session.ask(expertId, key))
  const sign = async () => {
    const refused = await session.signIn(key)
    setProblem(refused)
    if (!refused) await navigation.replace('reviews')
  }
  return (
    <ExpertPage title={say('title')} isDoor>
      <View className="entry">
        <Text className="note">{say('how')}</Text>
        {session.challenge ? (
          <TextToSign challenge={session.challenge} onSign={sign}>
            <SignInProblem problem={problem} expertId={expertId} />
          </TextToSign>
        ) : (
          <>
            <Field
              label={say('expertId')}
              hint={say('expertIdHint')}
              value={expertId}
              onChange={(written) => setExpertId(written.trim())}
              lengthMax={EXPERT_ID_LENGTH_MAX}
            />
            <Field
              kind="secret"
              label={say('key')}
              hint={say('keyHint')}
              value={key}
              onChange={setKey}
              lengthMax={KEY_LENGTH_MAX}
            />
            <SignInProblem problem={problem} expertId={expertId} />
            <Button disabled={expertId === '' || key === ''} onTap={ask}>
              {say('next')}
            </Button>
            <Text className="note">{say('keyHow')}</Text>
          </>
        )}
        <LinkButton onTap={() => navigation.toStaff()}>{say('staffHere')}</LinkButton>
      </View>
    </ExpertPage>
  )
})
