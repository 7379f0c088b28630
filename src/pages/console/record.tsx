import type { StaffProposal } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { recordWords } from '../../i18n/console/methodologies'
import { useStores } from '../../stores'
import type { MethodologyStore } from '../../stores/methodology-store'
import { useConsoleStores } from '../../stores/console'
import { Card, Heading } from '../../ui'
import { Loaded } from '../resident/parts'
import { StaffPage, useStaffShown } from '../staff/parts'
import { RecordDifferences } from './parts/record-differences'
import { RecordFields } from './parts/record-fields'

/** The record as it was handed in last, by the official outline, and what differs from the version before, side by side. */
export default observer(function RecordPage() {
  const { methodology } = useStores()
  const { proposal } = useConsoleStores()
  const { proposalId = '' } = useRouter().params
  const say = useWords(recordWords)
  const load = () => Promise.all([proposal.open(proposalId), methodology.list.load()])
  useStaffShown(load)
  return (
    <StaffPage title={say('title')} place="methodologies">
      {(proposal.id === proposalId || proposal.id === '') && (
        <Loaded remote={proposal.detail.remote} onRetry={load}>
          {(shown) => <Parts proposal={shown} />}
        </Loaded>
      )}
    </StaffPage>
  )
})

const Parts = observer(function Parts({ proposal }: { proposal: StaffProposal }) {
  const { methodology } = useStores()
  const say = useWords(recordWords)
  const handedIn = proposal.rounds.find(({ round }) => round === proposal.round)
  const record = handedIn?.record ?? proposal.record
  const { revises, code, version } = proposal
  const isTakenUp = revises === null && code !== null && version !== null && version > 1
  const before = beforeOf(proposal, methodology)
  return (
    <View className="cols">
      <View className="col">
        <Heading>{say('differences')}</Heading>
        {isTakenUp && <Text className="note">{say('takesUp', { code, n: version - 1, next: version })}</Text>}
        {before ? (
          <RecordDifferences before={before} record={record} />
        ) : (
          <Text className="note">{say(revises === null && !isTakenUp ? 'noBefore' : 'beforeUnread')}</Text>
        )}
      </View>
      <View className="col">
        <Heading>{say('fieldsOf')}</Heading>
        <Card>
          <RecordFields record={record} />
        </Card>
      </View>
    </View>
  )
})

/** The version a revision or a code that was taken up goes on from; undefined for a new methodology. */
function beforeOf({ revises, code, version }: StaffProposal, known: Pick<MethodologyStore, 'find'>) {
  if (version !== null && version > 1) return known.find(code ?? revises ?? '', version - 1)
  return revises === null ? undefined : known.find(revises)
}
