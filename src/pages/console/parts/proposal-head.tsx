import type { StaffProposal } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { methodologiesWords, methodologyWords, proposalStateWords } from '../../../i18n/console/methodologies'
import { useStaffStores } from '../../../stores/staff'
import { Card, Glyph, List, Row, Stamp, Tip, type StampKind } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { Facts } from '../../staff/parts'
import { useDay } from './use-day'

const stampOf = ({ state }: StaffProposal): StampKind =>
  state === 'published' ? 'done' : state === 'returned' || state === 'closed' ? 'refused' : 'wait'

/** What is proposed, by whom, and how far it has come. */
export function ProposalHead({ proposal }: { proposal: StaffProposal }) {
  const { navigation } = useStaffStores()
  const say = useWords(methodologyWords)
  const sayList = useWords(methodologiesWords)
  const sayState = useWords(proposalStateWords)
  const named = useNamed()
  const { day } = useDay()
  const { proposalId, name, state, round, code, version, revises, applicant, checkDueAt, faults } = proposal
  const by =
    applicant.kind === 'person'
      ? say('applicantPerson')
      : applicant.institution
        ? named(applicant.institution)
        : say('applicantStaff')
  return (
    <>
      <Card>
        <View className="split">
          <View className="row-b lead strong">{name ? named(name) : sayList('unnamed')}</View>
          <Stamp kind={stampOf(proposal)}>{sayState(state)}</Stamp>
        </View>
        <Facts
          facts={[
            [say('applicant'), by],
            [
              say('code'),
              code ?? (revises === null ? say('codeNone') : sayList('revises', { code: revises })),
            ],
            [say('version'), version === null ? null : sayList('versionNo', { n: version })],
            [say('rounds'), round === 0 ? sayList('draftRound') : sayList('round', { n: round })],
            [say('opened'), day(proposal.openedAt)],
            [say('due'), checkDueAt === null ? null : day(checkDueAt)],
          ]}
        />
      </Card>
      {faults.length > 0 && <Tip kind="refuse">{say('faults', { faults: faults.join('; ') })}</Tip>}
      <List>
        <Row
          glyph={<Glyph name="rides" />}
          title={say('record')}
          detail={say('recordDetail')}
          onTap={() => void navigation.open('record', { proposalId })}
        />
        <Row
          glyph={<Glyph name="points" />}
          title={say('draftRun')}
          detail={say('draftRunDetail')}
          onTap={() => void navigation.open('draft-run', { proposalId })}
        />
      </List>
    </>
  )
}
