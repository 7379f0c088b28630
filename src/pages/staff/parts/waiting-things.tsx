import type { WaitingKind } from '#contract'
import { useWords } from '../../../i18n'
import { waitingWords } from '../../../i18n/staff/desk'
import { useStaffStores, type StaffPageName, type Waiting } from '../../../stores/staff'
import { Empty, Glyph, Heading, List, Row, Stamp } from '../../../ui'
import { DESK_ENTRIES } from './entries'

/** In which state of its list the things of a kind lie. */
const STATES: Partial<Record<WaitingKind, string>> = {
  runsToVerify: 'reported',
  runsToConfirm: 'verified',
  formChecks: 'submitted',
  panels: 'review',
  publications: 'review',
  sceneReviews: 'applied',
  sceneExtensions: 'live',
  sceneTrials: 'approved',
  projectChecks: 'applied',
  projectReviews: 'review',
  reportsToVerify: 'tracking',
  issuings: 'crediting',
}

/** What waits for her, a line a kind with its count; calm where nothing does. */
export function WaitingThings({ items }: { items: readonly Waiting[] }) {
  const { navigation } = useStaffStores()
  const say = useWords(waitingWords)
  if (items.length === 0) return <Empty glyph="done" title={say('none')} detail={say('noneDetail')} />
  const open = (kind: WaitingKind) => {
    const page = pageOf(kind)
    const state = STATES[kind]
    if (page) void navigation.open(page, state === undefined ? {} : { state })
  }
  return (
    <>
      <Heading>{say('title')}</Heading>
      <List label={say('list')}>
        {items.map(({ kind, count, overdue }) => (
          <Row
            key={kind}
            glyph={<Glyph name={glyphOf(kind)} />}
            title={say(kind)}
            detail={overdue > 0 && <Stamp kind="refused">{say('late', { n: overdue })}</Stamp>}
            end={count}
            onTap={() => open(kind)}
          />
        ))}
      </List>
    </>
  )
}

const entryOf = (kind: WaitingKind) => DESK_ENTRIES.find(({ waits }) => waits.includes(kind))
const pageOf = (kind: WaitingKind): StaffPageName | undefined => entryOf(kind)?.page
const glyphOf = (kind: WaitingKind) => entryOf(kind)?.glyph ?? 'wait'
