import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { scenesWords } from '../../i18n/resident/scenes'
import { useStores } from '../../stores'
import { Empty, List } from '../../ui'
import { Loaded, ResidentPage, useShown } from './parts'
import { RegisterDoor } from './parts/register-door'
import { SceneCard } from './parts/scene-card'

/** Every scene of the city and, for a resident, what she allows. */
export default observer(function Scenes() {
  const { scenes, session } = useStores()
  const say = useWords(scenesWords)
  const load = () => scenes.load(session.standing === 'open')
  useShown(load)
  return (
    <ResidentPage title={say('title')} place="scenes" isPublic>
      <Text className="note">{say('intro')}</Text>
      <Loaded remote={scenes.scenes.remote} onRetry={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="scenes" title={say('empty')} />
          ) : (
            items.map((scene) => <SceneCard scene={scene} key={scene.sceneId} />)
          )
        }
      </Loaded>
      <List>
        <RegisterDoor />
      </List>
    </ResidentPage>
  )
})
