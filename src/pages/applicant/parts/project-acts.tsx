import type { Project } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { projectWords } from '../../../i18n/applicant/project'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { WithdrawSheet } from './withdraw-sheet'

const OPEN: readonly Project['state'][] = ['draft', 'applied', 'returned', 'review']

/** What may be done from where the project stands: apply, change it, hand a later period in, take it back. */
export const ProjectActs = observer(function ProjectActs({ project }: { project: Project }) {
  const { project: store, navigation } = useApplicantStores()
  const say = useWords(projectWords)
  const sayStep = useWords(stepWords)
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { state, projectId } = project
  const isHers = state === 'draft' || state === 'returned'
  return (
    <>
      {isHers && <Apply isAgain={state === 'returned'} />}
      {isHers && (
        <Button kind="quiet" onTap={() => navigation.open('project-draft', { projectId })}>
          {say('edit')}
        </Button>
      )}
      {(state === 'crediting' || state === 'tracking') && <HandIn />}
      {OPEN.includes(state) && (
        <Button kind="danger" onTap={() => setWithdrawing(true)}>
          {sayStep('withdraw')}
        </Button>
      )}
      {isWithdrawing && (
        <WithdrawSheet withdraw={(words) => store.withdraw(words)} onClose={() => setWithdrawing(false)} />
      )}
    </>
  )
})

const Apply = observer(function Apply({ isAgain }: { isAgain: boolean }) {
  const { ui } = useStores()
  const { project } = useApplicantStores()
  const say = useWords(projectWords)
  const { perform, fault } = useAct(
    () => project.apply(),
    () => ui.say(say('applied')),
  )
  return (
    <>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say(isAgain ? 'applyAgain' : 'apply')}</Button>
    </>
  )
})

const HandIn = observer(function HandIn() {
  const { ui } = useStores()
  const { project } = useApplicantStores()
  const say = useWords(projectWords)
  const { period } = project
  const { perform, fault } = useAct(
    () => project.report(period ?? { from: '', to: '' }),
    () => ui.say(say('reported')),
  )
  if (!period) return null
  return (
    <>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('report')}</Button>
    </>
  )
})
