import type { SceneApplication } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { sceneDraftWords } from '../../../i18n/applicant/scene'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { Terms } from './terms'

/** Everything once more; saving hands nothing in yet. */
export const SceneSummary = observer(function SceneSummary() {
  const { ui } = useStores()
  const { sceneDraft, navigation } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(sceneDraftWords)
  const sayStep = useWords(stepWords)
  const { draft, scene, operator } = sceneDraft
  const { perform, fault } = useAct(
    async () => (await sceneDraft.save()) ?? NOT_SENT,
    (application: SceneApplication | undefined) => {
      if (!application) return
      ui.say(sayStep('saved'))
      void navigation.replace('scene', { applicationId: application.applicationId })
    },
  )
  return (
    <>
      <Terms
        terms={[
          [say('scene'), scene?.name[locale] ?? draft.sceneId],
          [say('operator'), operator?.name[locale] ?? draft.operatorId],
          [say('methodology'), scene?.methodology?.code ?? ''],
          [say('stepWho'), say(draft.isAgent ? 'agent' : 'self')],
          [say('channelZh'), draft.channelZh],
          [say('dataSource'), draft.dataSource],
        ]}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{sayStep('save')}</Button>
    </>
  )
})

/** A step turned out to be wrong and is shown instead: nothing was sent and nothing has to be said. */
const NOT_SENT = { ok: true, value: undefined } as const
