import type { SceneApplicationList } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { scenesWords, sceneStateWords } from '../../i18n/console/scenes'
import { useStores } from '../../stores'
import { useConsoleStores } from '../../stores/console'
import { useStaffStores } from '../../stores/staff'
import { SceneGlyph } from '../../ui'
import { useNamed, useSceneName } from '../resident/parts'
import { StaffPage, ThingRow, useListShown, useStaffShown } from '../staff/parts'
import { StateList, useDay } from './parts'
import { useOperatorName } from './parts/use-operator-name'

type Application = SceneApplicationList['items'][number]

const STATES: readonly Application['state'][] = [
  'applied',
  'approved',
  'testing',
  'connecting',
  'live',
  'suspended',
  'returned',
  'expired',
  'withdrawn',
]

/** Operators' applications for scenes, one state at a time. */
export default observer(function Scenes() {
  const { scenes: city } = useStores()
  const { scenes } = useConsoleStores()
  const say = useWords(scenesWords)
  const sayState = useWords(sceneStateWords)
  useListShown(STATES, { choose: (state) => scenes.choose(state), load: () => scenes.list.load() })
  useStaffShown(() => city.load(false))
  return (
    <StaffPage title={say('title')} place="scenes">
      <StateList
        labels={{
          state: say('state'),
          list: say('list'),
          empty: say('empty', { state: sayState(scenes.state) }),
        }}
        glyph="scenes"
        states={STATES.map((value) => ({ value, name: sayState(value) }))}
        of={scenes}
        keyOf={(application) => application.applicationId}
        draw={(application) => <ApplicationRow application={application} />}
      />
    </StaffPage>
  )
})

const ApplicationRow = observer(function ApplicationRow({ application }: { application: Application }) {
  const { navigation } = useStaffStores()
  const say = useWords(scenesWords)
  const named = useNamed()
  const sceneName = useSceneName()
  const operatorName = useOperatorName()
  const { day } = useDay()
  const { applicationId, sceneId, operatorId, applicant, approvedUntil, dueAt, openedAt } = application
  const by =
    applicant.kind === 'agent' && applicant.institution
      ? say('byAgent', { name: named(applicant.institution) })
      : say(applicant.kind === 'city' ? 'byCity' : 'byOperator')
  return (
    <ThingRow
      glyph={<SceneGlyph scene={sceneId} />}
      title={say('line', { scene: sceneName(sceneId), operator: operatorName(operatorId) })}
      detail={by}
      figure={
        dueAt !== null
          ? say('due', { when: day(dueAt) })
          : approvedUntil !== null
            ? say('until', { day: day(approvedUntil) })
            : day(openedAt)
      }
      onTap={() => void navigation.open('scene', { applicationId })}
    />
  )
})
