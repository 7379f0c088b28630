import type { Project } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/applicant/project'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button } from '../../../ui'
import { HandIn } from './hand-in'

/** What may be done from where the project stands: apply, send readings, change it, hand a later period in. */
export const ProjectActs = observer(function ProjectActs({ project }: { project: Project }) {
  const { project: store, navigation } = useApplicantStores()
  const say = useWords(projectWords)
  const { state, projectId } = project
  const isHers = state === 'draft' || state === 'returned'
  const isRunning = state === 'crediting' || state === 'tracking'
  if (!isHers && !isRunning) return null
  // Without readings there is nothing to apply with: they come first.
  const { readings: count = 0, refusal } = store.outlook.shown ?? {}
  const isMeasured = count > 0
  // What would be refused is mended first; whoever wants the service's word on it may ask all the same.
  const isRefused = isMeasured && refusal !== null
  const readings = (
    <Button kind={isMeasured ? 'quiet' : 'primary'} onTap={() => navigation.open('readings', { projectId })}>
      {say('readingsGo')}
    </Button>
  )
  return (
    <>
      {!isMeasured && readings}
      {isHers ? (
        <Apply isAgain={state === 'returned'} kind={isMeasured && !isRefused ? 'primary' : 'quiet'} />
      ) : (
        <Report />
      )}
      {isMeasured && readings}
      {isHers && (
        <Button
          kind={isRefused ? 'primary' : 'quiet'}
          onTap={() => navigation.open('project-draft', { projectId })}
        >
          {say('edit')}
        </Button>
      )}
    </>
  )
})

interface ApplyProps {
  isAgain: boolean
  kind: 'primary' | 'quiet'
}

const Apply = observer(function Apply({ isAgain, kind }: ApplyProps) {
  const { ui } = useStores()
  const { project } = useApplicantStores()
  const say = useWords(projectWords)
  return (
    <HandIn
      kind={kind}
      name={say(isAgain ? 'applyAgain' : 'apply')}
      handIn={() => project.apply()}
      onDone={() => ui.say(say('applied'))}
    />
  )
})

const Report = observer(function Report() {
  const { ui } = useStores()
  const { project } = useApplicantStores()
  const say = useWords(projectWords)
  const { period } = project
  if (!period) return null
  return (
    <HandIn
      name={say('report')}
      handIn={() => project.report(period)}
      onDone={() => ui.say(say('reported'))}
    />
  )
})
