import type { SceneSummary } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { scenesWords } from '../../../i18n/resident/scenes'
import { useStores } from '../../../stores'
import { Button, Card, LinkButton, SceneGlyph, Stamp } from '../../../ui'
import { ConsentRow } from './consent-row'
import { useFailureNotice } from './use-failure-notice'
import { useNamed } from './use-named'

/** A scene: what it saves, and a switch for each company that may tell of its rides; or why it is not open. */
export const SceneCard = observer(function SceneCard({ scene }: { scene: SceneSummary }) {
  const { navigation, session } = useStores()
  const say = useWords(scenesWords)
  const named = useNamed()
  const { methodology } = scene
  const isLive = scene.state === 'live'
  return (
    <Card>
      <View className="split">
        <View className="scene-h">
          <SceneGlyph scene={scene.sceneId} />
          <View className="lead strong" role="heading" aria-level={2}>
            {named(scene.name)}
          </View>
        </View>
        <Stamp kind={isLive ? 'done' : 'wait'}>{say(isLive ? 'live' : 'disabled')}</Stamp>
      </View>
      {scene.summary && <View className="para">{named(scene.summary)}</View>}
      {scene.reason && <View className="para">{named(scene.reason)}</View>}
      {session.standing === 'open' && <Consents scene={scene} />}
      {session.standing === 'open' && !isLive && <Watch scene={scene} />}
      {methodology && (
        <LinkButton
          onTap={() =>
            void navigation.open('methodology', { code: methodology.code, version: methodology.version })
          }
        >
          {say('rule')}
        </LinkButton>
      )}
    </Card>
  )
})

/** A row for each company; of a scene that is not open only those she allowed before, so that she can take it back. */
const Consents = observer(function Consents({ scene }: { scene: SceneSummary }) {
  const { scenes } = useStores()
  const { sceneId, state } = scene
  const isOn = (operatorId: string) => scenes.consentOf(sceneId, operatorId).state === 'granted'
  return scene.providers
    .filter(({ operatorId }) => state === 'live' || isOn(operatorId))
    .map((provider) => <ConsentRow scene={scene} provider={provider} key={provider.operatorId} />)
})

/** "Tell me when it opens", and the way back from it. */
const Watch = observer(function Watch({ scene }: { scene: SceneSummary }) {
  const { scenes, ui } = useStores()
  const say = useWords(scenesWords)
  const named = useNamed()
  const sayFailure = useFailureNotice()
  const isWatching = scenes.isWatching(scene.sceneId)
  const turn = async () => {
    const result = await scenes.setWatching(scene.sceneId, !isWatching)
    if (!result.ok) sayFailure(result)
    else if (!isWatching) ui.say(say('telling'))
  }
  const act = say(isWatching ? 'untell' : 'tellMe')
  return (
    <>
      {isWatching && <Text className="note">{say('telling')}</Text>}
      <Button kind="quiet" label={`${named(scene.name)} ${act}`} onTap={turn}>
        {act}
      </Button>
    </>
  )
})
