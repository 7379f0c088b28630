import type { Project } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { projectDraftWords } from '../../../i18n/applicant/project-draft'
import { useStores } from '../../../stores'
import { partsOf, useApplicantStores } from '../../../stores/applicant'
import { Button, Heading, LinkButton, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { RuleList } from './rule-tips'
import { Terms, type Term } from './terms'

/** Everything once more with what the rules say of it, each step with a way back to it; saving binds to nothing yet. */
export const ProjectSummary = observer(function ProjectSummary() {
  const { ui } = useStores()
  const { projectDraft, navigation } = useApplicantStores()
  const say = useWords(projectDraftWords)
  const sayStep = useWords(stepWords)
  const steps = useSteps()
  const { perform, fault } = useAct(
    async () => (await projectDraft.save()) ?? NOT_SENT,
    (project: Project | undefined) => {
      if (!project) return
      ui.say(sayStep('saved'))
      void navigation.replace('project', { projectId: project.projectId })
    },
  )
  return (
    <>
      {steps.map((terms, step) => (
        <Terms terms={terms} key={step}>
          <LinkButton onTap={() => projectDraft.go(step)}>{sayStep('change')}</LinkButton>
        </Terms>
      ))}
      <Heading>{say('rules')}</Heading>
      <RuleList />
      <Tip>{say('listLater')}</Tip>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{sayStep('save')}</Button>
    </>
  )
})

/** A step turned out to be wrong and is shown instead: nothing was sent and nothing has to be said. */
const NOT_SENT = { ok: true, value: undefined } as const

function useSteps(): readonly (readonly Term[])[] {
  const { as, projectDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(projectDraftWords)
  const { draft, methodology } = projectDraft
  const n = draft.size.trim()
  const meters = (methodology?.measures ?? []).map(({ measure, name }): Term => [
    `${say('meter')} · ${name[locale]}`,
    partsOf(draft.meters[measure] ?? '').join('\n'),
  ])
  const entrusted: readonly Term[] =
    as === 'institution'
      ? [[say('entrustments'), say('entrustmentsCount', { n: draft.entrustmentIds.length })]]
      : []
  return [
    [[say('kind'), methodology?.name[locale] ?? '']],
    [
      [say('name'), draft.name],
      [say('place'), draft.address],
      [say('site'), partsOf(draft.sites).join('\n')],
      [say('others'), draft.isElsewhere ? say('yes', { name: draft.otherScheme }) : say('none')],
      ...entrusted,
    ],
    [
      [say('size'), say(methodology?.size.unit === 'squareMetre' ? 'm2' : 'kw', { n })],
      [say('since'), draft.startDay],
      ...meters,
    ],
    [[say('period'), say('days', { from: draft.first, to: draft.last })]],
  ]
}
