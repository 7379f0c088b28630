import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { proposalDraftWords } from '../../../i18n/applicant/proposal'
import { useApplicantStores } from '../../../stores/applicant'
import { ChoiceList, Chips, Heading } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { ClassedAs } from './classed-as'
import { ProposalField } from './proposal-field'

/** A new methodology or the next version of one, its scene and its name. */
export const WhatStep = observer(function WhatStep() {
  const { proposalDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(proposalDraftWords)
  const { draft } = proposalDraft
  const scenes = proposalDraft.scenes.shown?.items ?? []
  return (
    <>
      <Revision />
      <Heading>{say('scene')}</Heading>
      <Chips
        label={say('scene')}
        options={scenes.map(({ sceneId, name }) => ({ value: sceneId, name: name[locale] }))}
        chosen={draft.sceneId}
        onChoose={(sceneId) => proposalDraft.change({ sceneId })}
      />
      <ClassedAs />
      <ProposalField field="nameZh" kind="text" hint="nameZhHint" lengthMax={80} />
      <ProposalField field="nameEn" kind="text" lengthMax={160} />
      <View className="note">{say('englishNote')}</View>
    </>
  )
})

/** What it revises stays what it was once the service has it. */
const Revision = observer(function Revision() {
  const { proposalDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(proposalDraftWords)
  const tellFailure = useFailureNotice()
  const { draft, proposalId } = proposalDraft
  const published = (proposalDraft.register.shown?.items ?? []).filter(({ versions }) =>
    versions.some(({ state }) => state === 'published'),
  )
  if (proposalId !== '' || published.length === 0) return null
  const revise = async (code: string) => {
    const result = await proposalDraft.revise(code)
    if (result && !result.ok) tellFailure(result)
  }
  return (
    <>
      <Heading>{say('revises')}</Heading>
      <ChoiceList
        label={say('revises')}
        options={[
          { value: '', name: say('isNew'), detail: say('isNewDetail') },
          ...published.map(({ code, name }) => ({
            value: code,
            name: say('revisionOf', { name: name[locale] }),
            detail: say('revisionDetail', { code }),
          })),
        ]}
        chosen={draft.revises}
        onChoose={(code) => void revise(code)}
      />
    </>
  )
})

/** Where it applies, where the sum ends, and why less would not be emitted anyway. */
export function ReachStep() {
  return (
    <>
      <ProposalField field="applicability" hint="applicabilityHint" />
      <ProposalField field="boundary" hint="boundaryHint" />
      <ProposalField field="additionality" hint="additionalityHint" />
      <ProposalField field="exclusions" />
    </>
  )
}

const CONFIDENCES = ['C', 'S', 'A', 'D'] as const

/** How it is known to have happened, and what the figures rest on. */
export const ProofStep = observer(function ProofStep() {
  const { proposalDraft } = useApplicantStores()
  const say = useWords(proposalDraftWords)
  return (
    <>
      <ProposalField field="monitoring" hint="monitoringHint" />
      <Heading>{say('confidence')}</Heading>
      <ChoiceList
        label={say('confidence')}
        options={CONFIDENCES.map((value) => ({
          value,
          name: say(`confidence${value}`),
          detail: say(`confidence${value}Detail`),
        }))}
        chosen={proposalDraft.draft.confidence}
        onChoose={(confidence) => proposalDraft.change({ confidence })}
      />
      <ProposalField field="source" hint="sourceHint" />
      <ProposalField field="references" />
      <ProposalField field="terms" />
    </>
  )
})

/** Who is named in public, and which experts are too near. */
export function AuthorStep() {
  return (
    <>
      <ProposalField field="author" kind="text" lengthMax={80} />
      <ProposalField field="creditCode" kind="text" hint="creditCodeHint" lengthMax={30} />
    </>
  )
}
