import type { ConsentState, SceneProvider, SceneSummary } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../../i18n'
import { scenesWords } from '../../../i18n/resident/scenes'
import { useStores } from '../../../stores'
import { Row, Switch } from '../../../ui'
import { useWhyNot } from './provider-state'
import { useFailureNotice } from './use-failure-notice'
import { useNamed } from './use-named'

/**
 * One consent: for this scene and this provider only, one tap to give and one tap to withdraw. Where rides by the company do not count it is
 * said why and nothing is offered; what she gave before she can always take back.
 */
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
  const whyNot = useWhyNot()(provider)
  const isOn = consent.state === 'granted'
  const turn = async (next: boolean) => {
    const result = await scenes.setConsent(sceneId, operatorId, next)
    if (!result.ok) return sayFailure(result)
    ui.say(say(next ? 'didGrant' : 'didWithdraw', { provider: name }))
  }
  return (
    <Row
      title={name}
      detail={
        <>
          <View>{named(provider.channel)}</View>
          {whyNot && <View className="wait">{whyNot}</View>}
          {whyNot && isOn && <View>{say('stillOn')}</View>}
          {(!whyNot || isOn) && <Since consent={consent} />}
        </>
      }
      end={
        (!whyNot || isOn) && (
          <Switch
            label={say('allow', { provider: name, scene: named(scene.name) })}
            isOn={isOn}
            isBusy={scenes.isPending(sceneId, operatorId)}
            onTurn={(next) => void turn(next)}
          />
        )
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
