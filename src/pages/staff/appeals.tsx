import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { staffAppealWords } from '../../i18n/staff/appeals'
import { useStaffStores, type AppealState } from '../../stores/staff'
import { Chips, Empty, LinkButton } from '../../ui'
import { Loaded } from '../resident/parts'
import { Queue, StaffPage, useStaffShown } from './parts'
import { AppealRow } from './parts/appeal-row'

const STATES: readonly AppealState[] = ['open', 'upheld', 'dismissed']

const EMPTY = { open: 'emptyOpen', upheld: 'emptyUpheld', dismissed: 'emptyDismissed' } as const

/** What residents object to, the most urgent first. */
export default observer(function Appeals() {
  const { appeals } = useStaffStores()
  const say = useWords(staffAppealWords)
  useStaffShown(() => appeals.list.load())
  return (
    <StaffPage title={say('title')} place="appeals">
      <CreditDoor />
      <Chips
        label={say('state')}
        options={STATES.map((value) => ({ value, name: say(value) }))}
        chosen={appeals.state}
        onChoose={(state) => void appeals.choose(state)}
      />
      <Loaded remote={appeals.list.remote} onRetry={() => appeals.list.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="ask" title={say(EMPTY[appeals.state])} detail={say('emptyDetail')} />
          ) : (
            <Queue
              label={say('list')}
              items={items}
              keyOf={(appeal) => appeal.appealId}
              draw={(appeal) => <AppealRow appeal={appeal} />}
              onNearEnd={nothing}
            />
          )
        }
      </Loaded>
    </StaffPage>
  )
})

/** Corrections of credit records are answered on a page of their own. */
const CreditDoor = observer(function CreditDoor() {
  const { navigation, session } = useStaffStores()
  const say = useWords(staffAppealWords)
  if (session.staff?.role === 'district') return null
  return <LinkButton onTap={() => void navigation.open('credit-desk')}>{say('credit')}</LinkButton>
})

/** The service gives the whole queue at once. */
const nothing = () => {}
