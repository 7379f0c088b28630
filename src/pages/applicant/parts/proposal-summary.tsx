import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { proposalDraftWords } from '../../../i18n/applicant/proposal'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { MissingFields } from './missing-fields'

/** What the service still misses, and the way to hand it in. */
export const ProposalSummary = observer(function ProposalSummary() {
  const { ui } = useStores()
  const { proposal, proposalDraft, navigation } = useApplicantStores()
  const say = useWords(proposalDraftWords)
  const sayStep = useWords(stepWords)
  const faults = proposal.current.shown?.faults ?? []
  const { perform, fault } = useAct(
    () => proposalDraft.finish(),
    ({ proposalId }) => {
      ui.say(sayStep('saved'))
      void navigation.replace('proposal', { proposalId })
    },
  )
  return (
    <>
      {faults.length === 0 ? (
        <Tip glyph="done">{say('ready')}</Tip>
      ) : (
        <MissingFields faults={faults} onGo={(step) => proposalDraft.show(step)} />
      )}
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{sayStep('save')}</Button>
    </>
  )
})
