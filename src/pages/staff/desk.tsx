import type { RunState } from '#contract'
import { observer } from 'mobx-react-lite'
import { useCallback } from 'react'
import { useWords } from '../../i18n'
import { deskWords, runStateWords } from '../../i18n/staff/desk'
import { useStaffStores } from '../../stores/staff'
import { Chips, Empty } from '../../ui'
import { Loaded, More } from '../resident/parts'
import { Queue, StaffPage, useStaffShown, WhoIsHere } from './parts'
import { RunRow } from './parts/run-row'
import { SupervisionDoors } from './parts/supervision-doors'

const STATES: readonly RunState[] = ['settled', 'reported', 'verified', 'confirmed', 'issued', 'returned']

const EMPTY = {
  settled: 'emptySettled',
  reported: 'emptyReported',
  verified: 'emptyVerified',
  confirmed: 'emptyConfirmed',
  issued: 'emptyIssued',
  returned: 'emptyReturned',
} as const satisfies Record<RunState, keyof typeof deskWords>

/** The queue of issuance runs, one state at a time. */
export default observer(function Desk() {
  const { runs } = useStaffStores()
  const say = useWords(deskWords)
  const sayState = useWords(runStateWords)
  const loadMore = useCallback(() => void runs.pages.loadMore(), [runs])
  useStaffShown(() => runs.load())
  return (
    <StaffPage title={say('title')} place="desk">
      <WhoIsHere />
      <Chips
        label={say('state')}
        options={STATES.map((value) => ({ value, name: sayState(value) }))}
        chosen={runs.state}
        onChoose={(state) => void runs.choose(state)}
      />
      <Loaded remote={runs.pages.first.remote} onRetry={() => runs.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={say('emptyTitle', { state: sayState(runs.state) })}
              detail={say(EMPTY[runs.state])}
            />
          ) : (
            <Queue
              label={say('list')}
              items={runs.pages.items}
              keyOf={(run) => run.runId}
              draw={(run) => <RunRow run={run} />}
              onNearEnd={loadMore}
            />
          )
        }
      </Loaded>
      <More pages={runs.pages} isScrolled />
      <SupervisionDoors />
    </StaffPage>
  )
})
