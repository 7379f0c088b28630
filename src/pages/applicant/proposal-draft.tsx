import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useRef } from 'react'
import { useWords } from '../../i18n'
import { proposalDraftWords } from '../../i18n/applicant/proposal'
import { PROPOSAL_STEPS, useApplicantStores } from '../../stores/applicant'
import { Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { useAct } from '../resident/parts/use-act'
import { ApplicantPage, DraftFrame } from './parts'
import { AuthorStep, ProofStep, ReachStep, WhatStep } from './parts/proposal-steps'
import { ProposalSum } from './parts/proposal-sum'
import { ProposalSummary } from './parts/proposal-summary'

/** A methodology by the official outline, a few questions at a time; each step is saved. */
export default observer(function ProposalDraftPage() {
  const { proposalDraft } = useApplicantStores()
  const { proposalId = '', step } = useRouter().params
  const say = useWords(proposalDraftWords)
  // Named once by the list of what is missing; coming back to the page does not throw her off the step she is on.
  const asked = useRef(step)
  const load = () => {
    const begin = asked.current
    asked.current = undefined
    return proposalDraft.open(proposalId, begin === undefined ? undefined : Number(begin))
  }
  return (
    <ApplicantPage title={say('title')} needs="signIn" onShow={load}>
      <Loaded remote={proposalDraft.scenes.remote} onRetry={load}>
        {() => <Form />}
      </Loaded>
    </ApplicantPage>
  )
})

const NAMES = ['stepWhat', 'stepWhere', 'stepSum', 'stepProof', 'stepAuthor', 'stepSummary'] as const
const PARTS = [WhatStep, ReachStep, ProposalSum, ProofStep, AuthorStep, ProposalSummary] as const

const Form = observer(function Form() {
  const { proposalDraft } = useApplicantStores()
  const say = useWords(proposalDraftWords)
  const { step, isLastStep } = proposalDraft
  const { perform, fault } = useAct((to: number) => proposalDraft.go(to), nothing)
  const Part = PARTS[step] ?? ProposalSummary
  return (
    <DraftFrame
      step={step}
      all={PROPOSAL_STEPS.length}
      name={say(NAMES[step] ?? 'stepSummary')}
      kept={say('kept')}
      onNext={isLastStep ? undefined : () => perform(step + 1)}
      onBack={step > 0 ? () => perform(step - 1) : undefined}
    >
      <Part />
      <View role="alert">{fault && <Tip kind="refuse">{say('unanswered', { why: fault })}</Tip>}</View>
    </DraftFrame>
  )
})

/** The next step is on the page: there is nothing to say. */
const nothing = () => {}
