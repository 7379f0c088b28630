import type { Proposal } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { proposalWords } from '../../../i18n/applicant/proposal'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** What may be done from where the proposal stands: submit, change it. */
export const ProposalActs = observer(function ProposalActs({ proposal: shown }: { proposal: Proposal }) {
  const { ui } = useStores()
  const { proposal, navigation } = useApplicantStores()
  const say = useWords(proposalWords)
  const { state, proposalId, faults } = shown
  const isHers = state === 'draft' || state === 'returned'
  const { perform, fault } = useAct(
    () => proposal.submit(),
    () => ui.say(say('submitted')),
  )
  return (
    <>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      {isHers && faults.length === 0 && (
        <Button onTap={perform}>{say(state === 'draft' ? 'submit' : 'submitAgain')}</Button>
      )}
      {isHers && (
        <Button
          kind={faults.length === 0 ? 'quiet' : 'primary'}
          onTap={() => navigation.open('proposal-draft', { proposalId })}
        >
          {say('edit')}
        </Button>
      )}
    </>
  )
})
