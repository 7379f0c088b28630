import type { ProposalSummary } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { methodologiesWords, proposalStateWords } from '../../i18n/console/methodologies'
import { useConsoleStores } from '../../stores/console'
import { useStaffStores } from '../../stores/staff'
import { Glyph, List, Row } from '../../ui'
import { useNamed } from '../resident/parts'
import { StaffPage, ThingRow, useListShown } from '../staff/parts'
import { StateList, useDay } from './parts'

type State = ProposalSummary['state']

const STATES: readonly State[] = [
  'submitted',
  'formalCheck',
  'review',
  'returned',
  'published',
  'closed',
  'draft',
]

/** What was handed in to become a methodology, and the way to what is published. */
export default observer(function Methodologies() {
  const { proposals } = useConsoleStores()
  const { navigation } = useStaffStores()
  const say = useWords(methodologiesWords)
  const sayState = useWords(proposalStateWords)
  useListShown(STATES, { choose: (state) => proposals.choose(state), load: () => proposals.list.load() })
  return (
    <StaffPage title={say('title')} place="methodologies">
      <List>
        <Row
          glyph={<Glyph name="shield" />}
          title={say('register')}
          detail={say('registerHint')}
          onTap={() => void navigation.open('version')}
        />
      </List>
      <StateList
        labels={{
          state: say('state'),
          list: say('list'),
          empty: say('empty', { state: sayState(proposals.state) }),
        }}
        glyph="scenes"
        states={STATES.map((value) => ({ value, name: sayState(value) }))}
        of={proposals}
        keyOf={(proposal) => proposal.proposalId}
        draw={(proposal) => <ProposalRow proposal={proposal} />}
      />
    </StaffPage>
  )
})

function ProposalRow({ proposal }: { proposal: ProposalSummary }) {
  const { navigation } = useStaffStores()
  const say = useWords(methodologiesWords)
  const named = useNamed()
  const { day } = useDay()
  const { proposalId, name, round, code, version, revises, openedAt, checkDueAt } = proposal
  const numbered = code !== null ? `${code} · ${say('versionNo', { n: version ?? 1 })}` : undefined
  const revising = revises !== null ? say('revises', { code: revises }) : undefined
  return (
    <ThingRow
      glyph={<Glyph name="scenes" />}
      title={name ? named(name) : say('unnamed')}
      detail={[numbered ?? revising, round === 0 ? say('draftRound') : say('round', { n: round })]
        .filter(Boolean)
        .join(' · ')}
      figure={checkDueAt !== null ? say('checkDue', { when: day(checkDueAt) }) : day(openedAt)}
      onTap={() => void navigation.open('methodology', { proposalId })}
    />
  )
}
