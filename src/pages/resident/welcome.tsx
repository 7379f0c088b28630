import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { welcomeWords } from '../../i18n/resident/welcome'
import { useStores } from '../../stores'
import { ResidentPage, useShown } from './parts'
import { ChooseScenes } from './parts/choose-scenes'
import { Greeting } from './parts/greeting'
import { LargeType } from './parts/large-type'
import { ReadNotice } from './parts/read-notice'

/**
 * What this is and why to trust it; the notice; which rides may be recorded; and the account is open. Each step is a page of its
 * own in the host's history, so that the phone's back key goes one step back.
 */
export default observer(function Welcome() {
  const { me, scenes, navigation } = useStores()
  const { step } = useRouter().params
  const say = useWords(welcomeWords)
  useShown(() => Promise.all([me.totals.load(), me.notice.load(), scenes.load(false)]))
  if (step === 'notice')
    return (
      <ResidentPage title={say('noticeStep')} isPublic>
        <ReadNotice onRead={() => void navigation.open('welcome', { step: 'choice' })} />
      </ResidentPage>
    )
  if (step === 'choice')
    return (
      <ResidentPage title={say('chooseStep')} isPublic>
        <ChooseScenes />
      </ResidentPage>
    )
  return (
    <ResidentPage title={say('title')} aside={<LargeType />} hasBack={false} isPublic>
      <Greeting onBegin={() => void navigation.open('welcome', { step: 'notice' })} />
    </ResidentPage>
  )
})
