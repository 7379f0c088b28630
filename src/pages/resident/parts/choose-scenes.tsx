import type { SceneProvider, SceneSummary } from '#contract'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { scenesWords } from '../../../i18n/resident/scenes'
import { welcomeWords } from '../../../i18n/resident/welcome'
import { useStores } from '../../../stores'
import { Button, Heading, List, Row, SceneGlyph, Switch } from '../../../ui'
import { Loaded } from './loaded'
import { useFailureNotice } from './use-failure-notice'
import { useNamed } from './use-named'

/** A switch per scene and provider, all off; then the account is opened with exactly what she switched on. */
export const ChooseScenes = observer(function ChooseScenes() {
  const { scenes } = useStores()
  const say = useWords(welcomeWords)
  const open = useOpening()
  return (
    <>
      <Heading>{say('choose')}</Heading>
      <Text className="note">{say('chooseHint')}</Text>
      <Loaded remote={scenes.scenes.remote} onRetry={() => scenes.load(false)}>
        {({ items }) => (
          <List>
            {items
              .filter((scene) => scene.state === 'live')
              .flatMap((scene) =>
                scene.providers.filter(isLive).map((provider) => {
                  const choice = { sceneId: scene.sceneId, operatorId: provider.operatorId }
                  return (
                    <ChoiceRow
                      key={`${scene.sceneId} ${provider.operatorId}`}
                      scene={scene}
                      provider={provider}
                      isOn={scenes.isChosen(choice)}
                      onTurn={(isOn) => scenes.choose(choice, isOn)}
                    />
                  )
                }),
              )}
          </List>
        )}
      </Loaded>
      {scenes.chosen.length === 0 && <Text className="note">{say('none')}</Text>}
      <Button onTap={open}>{say('open')}</Button>
    </>
  )
})

/** Whose rides do not count now is not asked about. */
const isLive = ({ state }: SceneProvider) => state === 'live'

interface ChoiceRowProps {
  scene: SceneSummary
  provider: SceneProvider
  isOn: boolean
  onTurn: (isOn: boolean) => void
}

function ChoiceRow({ scene, provider, isOn, onTurn }: ChoiceRowProps) {
  const say = useWords(scenesWords)
  const named = useNamed()
  const names = { scene: named(scene.name), provider: named(provider.name) }
  return (
    <Row
      glyph={<SceneGlyph scene={scene.sceneId} />}
      title={`${names.scene} · ${names.provider}`}
      detail={named(provider.channel)}
      end={<Switch label={say('allow', names)} isOn={isOn} onTurn={onTurn} />}
    />
  )
}

/** Opens the account under the notice she read, gives the consents she chose, links what the host lists. */
function useOpening(): () => Promise<void> {
  const { me, session, scenes, instruments, ui, navigation } = useStores()
  const say = useWords(welcomeWords)
  const sayFailure = useFailureNotice()
  return async () => {
    const notice = me.notice.shown
    if (!notice) return
    const opened = await session.open(notice.version)
    if (!opened.ok) {
      // A newer notice may have come into force while she read.
      void me.notice.load()
      return sayFailure(opened)
    }
    const isWhole = await scenes.allowChosen()
    // Cards are of use only where some ride may be recorded.
    if (scenes.chosen.length > 0 && instruments.canLink) await instruments.link()
    ui.say(say(isWhole ? 'opened' : 'partly'))
    await navigation.restart('home')
    scenes.forgetChosen()
  }
}
