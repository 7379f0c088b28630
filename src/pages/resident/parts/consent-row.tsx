import type { ConsentState, SceneProvider, SceneSummary } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../../i18n'
import { scenesWords } from '../../../i18n/resident/scenes'
import { useStores } from '../../../stores'
import { Row, Switch } from '../../../ui'
import { useFailureNotice } from './use-failure-notice'
import { useNamed } from './use-named'

/** One consent: for this scene and this provider only, one tap to give and one tap to withdraw. */
export const ConsentRow = observer(function ConsentRow({
  scene,
  provider,
}: {
  scene: SceneSummary
  provider: SceneProvider
}) {
  const { scenes, ui } = useStores()
  const say = useWords(scenesWords)
  const named = useNamed()
  const sayFailure = useFailureNotice()
  const { sceneId } = scene
  const { operatorId } = provider
  const consent = scenes.consentOf(sceneId, operatorId)
  const name = named(provider.name)
  const turn = async (isOn: boolean) => {
    const result = await scenes.setConsent(sceneId, operatorId, isOn)
    if (!result.ok) return sayFailure(result)
    ui.say(say(isOn ? 'didGrant' : 'didWithdraw', { provider: name }))
  }
  return (
    <Row
      title={name}
      detail={
        <>
          <View>{named(provider.channel)}</View>
          <Since consent={consent} />
        </>
      }
      end={
        <Switch
          label={say('allow', { provider: name, scene: named(scene.name) })}
          isOn={consent.state === 'granted'}
          isBusy={scenes.isPending(sceneId, operatorId)}
          onTurn={(isOn) => void turn(isOn)}
        />
      }
    />
  )
})

function Since({ consent }: { consent: ConsentState }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(scenesWords)
  if (consent.state === 'none' || consent.since === null) return <View>{say('none')}</View>
  return <View>{say(consent.state, { when: dayText(consent.since, locale, now()) })}</View>
}
