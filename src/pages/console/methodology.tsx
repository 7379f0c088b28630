import type { StaffProposal } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { methodologyWords } from '../../i18n/console/methodologies'
import { useStores } from '../../stores'
import { useConsoleStores } from '../../stores/console'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from '../staff/parts'
import { ProposalActs } from './parts/proposal-acts'
import { ProposalHead } from './parts/proposal-head'
import { ProposalNames } from './parts/proposal-names'
import { ProposalPanel } from './parts/proposal-panel'
import { ProposalRounds } from './parts/proposal-rounds'

/** One proposal: what it is, who judges it, and the acts that put a name to it. */
export default observer(function MethodologyPage() {
  const { methodology } = useStores()
  const { proposal, experts } = useConsoleStores()
  const { proposalId = '' } = useRouter().params
  const say = useWords(methodologyWords)
  const load = async () => {
    await Promise.all([proposal.open(proposalId), experts.list.load()])
    // Its code is given with the formal check: those in use have to be known by then.
    const shown = proposal.detail.shown
    if (shown?.code === null && shown.revises === null) await methodology.list.load()
  }
  useStaffShown(load)
  return (
    <StaffPage title={say('title')} place="methodologies">
      {/* Another proposal may still be the shown one while this page opens. */}
      {(proposal.id === proposalId || proposal.id === '') && (
        <Loaded remote={proposal.detail.remote} onRetry={load}>
          {(shown) => <Parts proposal={shown} />}
        </Loaded>
      )}
    </StaffPage>
  )
})

function Parts({ proposal }: { proposal: StaffProposal }) {
  return (
    <View className="cols">
      <View className="col">
        <ProposalHead proposal={proposal} />
        <ProposalActs proposal={proposal} />
        <ProposalNames proposal={proposal} />
      </View>
      <View className="col">
        <ProposalPanel proposal={proposal} />
        <ProposalRounds proposal={proposal} />
      </View>
    </View>
  )
}
