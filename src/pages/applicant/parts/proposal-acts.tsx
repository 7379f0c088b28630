import type { Proposal } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { proposalWords } from '../../../i18n/applicant/proposal'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button } from '../../../ui'
import { HandIn } from './hand-in'

/** What may be done from where the proposal stands: submit, change it. */
export const ProposalActs = observer(function ProposalActs({ proposal: shown }: { proposal: Proposal }) {
  const { ui } = useStores()
  const { proposal, navigation } = useApplicantStores()
  const say = useWords(proposalWords)
  const { state, proposalId, faults } = shown
  const isHers = state === 'draft' || state === 'returned'
  return (
    <>
      {isHers && faults.length === 0 && (
        <HandIn
          name={say(state === 'draft' ? 'submit' : 'submitAgain')}
          handIn={() => proposal.submit()}
          onDone={() => ui.say(say('submitted'))}
        />
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
