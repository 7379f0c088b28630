import type { SceneSummary } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { sceneDraftWords } from '../../../i18n/applicant/scene'
import { useApplicantStores, type SceneDraftField } from '../../../stores/applicant'
import { ChoiceList, Empty, Field, Heading } from '../../../ui'

/** The scene, and the operator whose records it is about. */
export const SceneStep = observer(function SceneStep() {
  const { sceneDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(sceneDraftWords)
  const fault = useSceneFault('sceneId')
  const scenes = sceneDraft.scenes.shown?.items ?? []
  return (
    <>
      <Heading>{say('scene')}</Heading>
      <ChoiceList
        label={say('scene')}
        options={scenes.map(({ sceneId, name, methodology }) => ({
          value: sceneId,
          name: name[locale],
          detail: methodology ? say('byMethodology', { code: methodology.code }) : say('noMethodology'),
          isOff: methodology === null,
        }))}
        chosen={sceneDraft.draft.sceneId}
        onChoose={(sceneId) => sceneDraft.change({ sceneId, operatorId: '' })}
      />
      <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
      <Operators scene={sceneDraft.scene} />
    </>
  )
})

const Operators = observer(function Operators({ scene }: { scene: SceneSummary | undefined }) {
  const { sceneDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(sceneDraftWords)
  const fault = useSceneFault('operatorId')
  if (!scene) return <View className="note">{say('operatorChoose')}</View>
  if (scene.providers.length === 0) return <Empty glyph="scenes" title={say('noOperators')} />
  return (
    <>
      <Heading>{say('operator')}</Heading>
      <ChoiceList
        label={say('operator')}
        options={scene.providers.map(({ operatorId, name, state }) => ({
          value: operatorId,
          name: name[locale],
          detail: say(OPERATOR[state]),
          isOff: !FREE.includes(state),
        }))}
        chosen={sceneDraft.draft.operatorId}
        onChoose={(operatorId) => sceneDraft.change({ operatorId })}
      />
      <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
    </>
  )
})

type ProviderState = SceneSummary['providers'][number]['state']

/** Nothing of theirs is open. */
const FREE: readonly ProviderState[] = ['none', 'expired', 'withdrawn']

const OPERATOR = {
  none: 'operatorNone',
  approved: 'operatorApproved',
  live: 'operatorLive',
  suspended: 'operatorSuspended',
  expired: 'operatorExpired',
  withdrawn: 'operatorWithdrawn',
} as const satisfies Record<ProviderState, keyof typeof sceneDraftWords>

/** The operator itself applies, or a party with its mandate. */
export const WhoStep = observer(function WhoStep() {
  const { sceneDraft } = useApplicantStores()
  const say = useWords(sceneDraftWords)
  const fault = useSceneFault('mandate')
  const { draft } = sceneDraft
  return (
    <>
      <ChoiceList<'self' | 'agent'>
        label={say('stepWho')}
        options={[
          { value: 'self', name: say('self'), detail: say('selfDetail') },
          { value: 'agent', name: say('agent'), detail: say('agentDetail') },
        ]}
        chosen={draft.isAgent ? 'agent' : 'self'}
        onChoose={(who) => sceneDraft.change({ isAgent: who === 'agent' })}
      />
      {draft.isAgent && (
        <Field
          kind="long"
          label={say('mandate')}
          hint={say('mandateHint')}
          value={draft.mandate}
          onChange={(mandate) => sceneDraft.change({ mandate })}
          lengthMax={4_096}
          {...(fault === undefined ? {} : { fault })}
        />
      )}
    </>
  )
})

/** What is recorded by which code or card, and how. */
export const SceneRecordStep = observer(function SceneRecordStep() {
  const say = useWords(sceneDraftWords)
  return (
    <>
      <RecordField field="channelZh" hint={say('channelZhHint')} lengthMax={120} />
      <RecordField field="channelEn" lengthMax={240} />
      <RecordField field="dataSource" hint={say('dataSourceHint')} lengthMax={2_000} isLong />
    </>
  )
})

interface RecordFieldProps {
  field: 'channelZh' | 'channelEn' | 'dataSource'
  hint?: string
  lengthMax: number
  isLong?: boolean
}

const RecordField = observer(function RecordField({ field, hint, lengthMax, isLong }: RecordFieldProps) {
  const { sceneDraft } = useApplicantStores()
  const say = useWords(sceneDraftWords)
  const fault = useSceneFault(field)
  return (
    <Field
      kind={isLong ? 'long' : 'text'}
      label={say(field)}
      value={sceneDraft.draft[field]}
      onChange={(value) => sceneDraft.change({ [field]: value })}
      lengthMax={lengthMax}
      {...(hint === undefined ? {} : { hint })}
      {...(fault === undefined ? {} : { fault })}
    />
  )
})

function useSceneFault(field: SceneDraftField): string | undefined {
  const { sceneDraft } = useApplicantStores()
  const say = useWords(sceneDraftWords)
  const fault = sceneDraft.faults[field]
  return fault && say(fault === 'mandate' ? 'mandateFault' : 'missing')
}
