import type { Proposal } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../i18n'
import { applicationsWords } from '../../i18n/applicant/applications'
import { proposalWords } from '../../i18n/applicant/proposal'
import { useApplicantStores } from '../../stores/applicant'
import { Heading, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { ApplicantPage, StateStamp, Withdraw } from './parts'
import { MissingFields } from './parts/missing-fields'
import { Opinions } from './parts/opinions'
import { ProposalActs } from './parts/proposal-acts'
import { ProposalReturns } from './parts/proposal-returns'
import { ProposalWay } from './parts/proposal-way'

/** One proposal: whose turn it is, why it came back, and what experts said of it. */
export default observer(function ProposalPage() {
  const { proposal } = useApplicantStores()
  const { proposalId = '' } = useRouter().params
  const say = useWords(proposalWords)
  const load = () => proposal.open(proposalId)
  return (
    <ApplicantPage title={say('title')} needs="signIn" onShow={load}>
      <Loaded remote={proposal.current.remote} onRetry={load}>
        {(shown) => <Shown proposal={shown} />}
      </Loaded>
    </ApplicantPage>
  )
})

function Shown({ proposal }: { proposal: Proposal }) {
  const { proposal: store, navigation } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(proposalWords)
  const sayName = useWords(applicationsWords)
  const { proposalId, name, code, version, revises, state, faults, closedReasons } = proposal
  const isHers = state === 'draft' || state === 'returned'
  const isOver = state === 'closed' || state === 'published'
  return (
    <>
      <View className="split">
        <View className="row-b h1">{name?.[locale] ?? sayName('unnamed')}</View>
        <StateStamp entry={{ kind: 'proposal', of: proposal }} />
      </View>
      {code !== null && version !== null && <View className="note">{say('code', { code, version })}</View>}
      {code === null && revises !== null && <View className="note">{say('revises', { code: revises })}</View>}
      {closedReasons && <Tip kind="refuse">{say('closedFor', { words: closedReasons })}</Tip>}
      {isHers && faults.length > 0 && (
        <MissingFields
          faults={faults}
          onGo={(step) => void navigation.open('proposal-draft', { proposalId, step })}
        />
      )}
      <ProposalActs proposal={proposal} />
      <ProposalReturns proposal={proposal} />
      <Opinions proposal={proposal} />
      <Heading>{say('way')}</Heading>
      <ProposalWay proposal={proposal} />
      {!isOver && <Withdraw withdraw={(words) => store.withdraw(words)} />}
    </>
  )
}
