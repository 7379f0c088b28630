import type { StaffProposal } from '#contract'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import { methodologyActs } from '../../../stores/console'
import { useStaffStores } from '../../../stores/staff'
import { Tip } from '../../../ui'
import { ActButtons } from '../../staff/parts'
import { useAskAct } from './use-panel-acts'
import { useProposalActs } from './use-proposal-acts'
import { useDay } from './use-day'

/** What she may do about the proposal now. */
export const ProposalActs = observer(function ProposalActs({ proposal }: { proposal: StaffProposal }) {
  const { session } = useStaffStores()
  const say = useWords(actWords)
  const { today } = useDay()
  const may = methodologyActs(session.staff, proposal, today())
  const known = useProposalActs(proposal, may)
  const ask = useAskAct(proposal)
  const acts = [
    ...(may.sign ? [known.sign] : []),
    ...(may.ask ? [may.panel === 'agreed' ? { ...ask, kind: 'quiet' as const } : ask] : []),
    ...(may.beginCheck ? [known.beginCheck] : []),
    ...(may.passCheck ? [known.passCheck] : []),
    ...(may.giveBack ? [known.giveBack] : []),
    ...(may.close ? [known.close] : []),
  ]
  return (
    <>
      {may.isWaiting && <Tip kind="wait">{say('waitingOffice')}</Tip>}
      {acts.length === 0 && !may.isWaiting && <Text className="note">{say('nothing')}</Text>}
      <ActButtons acts={acts} />
    </>
  )
})
