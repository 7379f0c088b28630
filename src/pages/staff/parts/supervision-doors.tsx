import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { supervisionDoorWords } from '../../../i18n/staff/supervision'
import { useStaffStores } from '../../../stores/staff'
import { Glyph, Heading, List, Row, type GlyphName } from '../../../ui'

/** Where supervision begins: for the desk, which shows them to whom they are open. */
const SUPERVISION_ENTRIES = [
  { page: 'search', glyph: 'scan' },
  { page: 'suspensions', glyph: 'shield' },
  { page: 'quality', glyph: 'rides' },
  { page: 'fraud-reports', glyph: 'ask' },
  { page: 'actions', glyph: 'next' },
] as const satisfies readonly { page: string; glyph: GlyphName }[]

/** Doors to search, suspensions, data quality, fraud reports and the action log; none for a district. */
export const SupervisionDoors = observer(function SupervisionDoors() {
  const { navigation, session } = useStaffStores()
  const say = useWords(supervisionDoorWords)
  if (!session.staff || session.staff.role === 'district') return null
  return (
    <>
      <Heading>{say('title')}</Heading>
      <List label={say('title')}>
        {SUPERVISION_ENTRIES.map(({ page, glyph }) => (
          <Row
            key={page}
            glyph={<Glyph name={glyph} />}
            title={say(page)}
            detail={say(`${page}Detail`)}
            onTap={() => void navigation.open(page)}
          />
        ))}
      </List>
    </>
  )
})
