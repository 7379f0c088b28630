import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { welcomeWords } from '../../i18n/resident/welcome'
import { useStores } from '../../stores'
import { ResidentPage, useShown } from './parts'
import { ChooseScenes } from './parts/choose-scenes'
import { Greeting } from './parts/greeting'
import { ReadNotice } from './parts/read-notice'

type Step = 'greeting' | 'notice' | 'choice'

/** What this is and why to trust it; the notice; which rides may be recorded; and the account is open. */
export default observer(function Welcome() {
  const { me, scenes } = useStores()
  const say = useWords(welcomeWords)
  const [step, setStep] = useState<Step>('greeting')
  useShown(() => Promise.all([me.totals.load(), me.notice.load(), scenes.load(false)]))
  return (
    <ResidentPage title={say('title')} hasBack={false} isPublic>
      {step === 'greeting' && <Greeting onBegin={() => setStep('notice')} />}
      {step === 'notice' && (
        <ReadNotice onRead={() => setStep('choice')} onBack={() => setStep('greeting')} />
      )}
      {step === 'choice' && <ChooseScenes onBack={() => setStep('notice')} />}
    </ResidentPage>
  )
})
