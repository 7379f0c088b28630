import type { SceneEntry as Entry } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { approvalStateWords, sceneEntryWords } from '../../i18n/register/scene'
import { useRegisterStores } from '../../stores/register'
import { Card, Empty, Heading, LinkButton, List, Row, SceneGlyph, Stamp, Tip } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { RegisterPage, useRegisterShown } from './parts'
import { ApprovalCard } from './parts/approval-card'

const ENDED = ['expired', 'withdrawn']

/** One scene: who may count until when, and how that came about. */
export default observer(function SceneEntry() {
  const { scene } = useRegisterStores()
  const { sceneId = '' } = useRouter().params
  const say = useWords(sceneEntryWords)
  useRegisterShown(() => scene.open(sceneId))
  return (
    <RegisterPage title={say('title')}>
      {/* Another entry may still be the shown one while this page opens. */}
      {(scene.id === sceneId || scene.id === '') && (
        <Loaded remote={scene.value.remote} onRetry={() => scene.open(sceneId)}>
          {(entry) => <Parts entry={entry} />}
        </Loaded>
      )}
    </RegisterPage>
  )
})

function Parts({ entry }: { entry: Entry }) {
  const say = useWords(sceneEntryWords)
  const present = entry.approvals.filter(({ state }) => !ENDED.includes(state))
  const past = entry.approvals.filter(({ state }) => ENDED.includes(state))
  const waiting = entry.providers.filter(
    ({ operatorId }) => !entry.approvals.some((approval) => approval.operatorId === operatorId),
  )
  return (
    <>
      <Head entry={entry} />
      <Heading>{say('who')}</Heading>
      {present.length === 0 && waiting.length === 0 && (
        <Empty glyph="shield" title={say('nobody')} detail={say('nobodyDetail')} />
      )}
      {present.map((approval) => (
        <ApprovalCard approval={approval} key={approval.applicationId} />
      ))}
      <Waiting providers={waiting} />
      {past.length > 0 && <Heading>{say('past')}</Heading>}
      {past.map((approval) => (
        <ApprovalCard approval={approval} key={approval.applicationId} />
      ))}
    </>
  )
}

function Head({ entry }: { entry: Entry }) {
  const { navigation } = useRegisterStores()
  const say = useWords(sceneEntryWords)
  const named = useNamed()
  const { methodology } = entry
  const isLive = entry.state === 'live'
  return (
    <Card>
      <View className="split">
        <View className="scene-h">
          <SceneGlyph scene={entry.sceneId} />
          <View className="h1">{named(entry.name)}</View>
        </View>
        <Stamp kind={isLive ? 'done' : 'wait'}>{say(isLive ? 'counts' : 'countsNot')}</Stamp>
      </View>
      <View className="note">{say(entry.kind)}</View>
      {entry.summary && <View className="para">{named(entry.summary)}</View>}
      {entry.reason && <Tip kind="wait">{named(entry.reason)}</Tip>}
      {methodology && (
        <LinkButton onTap={() => void navigation.open('rule-entry', { code: methodology.code })}>
          {say('rule', methodology)}
        </LinkButton>
      )}
    </Card>
  )
}

/** Companies that could bring this scene and have no approval. */
function Waiting({ providers }: { providers: Entry['providers'] }) {
  const say = useWords(sceneEntryWords)
  const sayState = useWords(approvalStateWords)
  const named = useNamed()
  if (providers.length === 0) return null
  return (
    <List label={say('waiting')}>
      {providers.map(({ operatorId, name, channel, state }) => (
        <Row
          key={operatorId}
          title={named(name)}
          detail={named(channel)}
          end={<Stamp kind="wait">{sayState(state)}</Stamp>}
        />
      ))}
    </List>
  )
}
