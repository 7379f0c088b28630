import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { registerWords, ruleStateWords } from '../../../i18n/register/register'
import { sceneEntryWords } from '../../../i18n/register/scene'
import { useRegisterStores } from '../../../stores/register'
import { Empty, List, Row, SceneGlyph, Stamp } from '../../../ui'
import { Loaded, useNamed } from '../../resident/parts'

/** Methodologies for rides and for projects; where one family did not come the other is shown, and which is missing. */
export const RuleList = observer(function RuleList() {
  const { register } = useRegisterStores()
  const load = () => register.load()
  return (
    <>
      <Loaded remote={register.rules.remote} onRetry={load}>
        {() => (register.foundRules.length === 0 ? <NothingFound /> : <Rules />)}
      </Loaded>
      {register.rules.shown && register.projectRules.remote.state === 'failed' && (
        <Loaded remote={register.projectRules.remote} onRetry={load}>
          {() => null}
        </Loaded>
      )}
    </>
  )
})

/** Each with its number of versions and where the newest stands. */
const Rules = observer(function Rules() {
  const { register, navigation } = useRegisterStores()
  const say = useWords(registerWords)
  const sayState = useWords(ruleStateWords)
  const named = useNamed()
  return (
    <List>
      {register.foundRules.map(({ code, name, sign, versions, state }) => (
        <Row
          key={code}
          glyph={<SceneGlyph scene={sign} />}
          title={named(name)}
          detail={
            <>
              <View>{code}</View>
              <View>{say('versions', { n: versions })}</View>
            </>
          }
          end={
            <Stamp kind={state === 'published' || state === 'underRevision' ? 'done' : 'wait'}>
              {sayState(state)}
            </Stamp>
          }
          onTap={() => void navigation.open('rule-entry', { code })}
        />
      ))}
    </List>
  )
})

export const SceneList = observer(function SceneList() {
  const { register, navigation } = useRegisterStores()
  const say = useWords(sceneEntryWords)
  const named = useNamed()
  return (
    <Loaded remote={register.scenes.remote} onRetry={() => register.load()}>
      {() =>
        register.foundScenes.length === 0 ? (
          <NothingFound />
        ) : (
          <List>
            {register.foundScenes.map(({ sceneId, name, state, reason, providers }) => (
              <Row
                key={sceneId}
                glyph={<SceneGlyph scene={sceneId} />}
                title={named(name)}
                detail={
                  reason ? named(reason) : providers.map((provider) => named(provider.name)).join(' · ')
                }
                end={
                  <Stamp kind={state === 'live' ? 'done' : 'wait'}>
                    {say(state === 'live' ? 'counts' : 'countsNot')}
                  </Stamp>
                }
                onTap={() => void navigation.open('scene-entry', { sceneId })}
              />
            ))}
          </List>
        )
      }
    </Loaded>
  )
})

/** What a search over a list of words came to. */
export function NothingFound() {
  const say = useWords(registerWords)
  return <Empty glyph="ask" title={say('nothingFound')} detail={say('nothingFoundDetail')} />
}
