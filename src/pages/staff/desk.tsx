import type { RunState } from '#contract'
import { observer } from 'mobx-react-lite'
import { useCallback } from 'react'
import { failureLine, useLocale, useWords } from '../../i18n'
import { deskWords, runStateWords } from '../../i18n/staff/desk'
import { useStaffStores } from '../../stores/staff'
import { Chips, Empty, LinkButton, Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { Queue, StaffPage, useStaffShown, WhoIsHere } from './parts'
import { RunRow } from './parts/run-row'

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
  const loadMore = useCallback(() => void runs.loadMore(), [runs])
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
      <Loaded remote={runs.first.remote} onRetry={() => runs.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title={say('emptyTitle', { state: sayState(runs.state) })}
              detail={say(EMPTY[runs.state])}
            />
          ) : (
            <Queue
              label={say('list')}
              items={runs.list}
              keyOf={(run) => run.runId}
              draw={(run) => <RunRow run={run} />}
              onNearEnd={loadMore}
            />
          )
        }
      </Loaded>
      <MoreFailed />
    </StaffPage>
  )
})

/** The next page did not come: said where it would have stood. */
const MoreFailed = observer(function MoreFailed() {
  const { runs } = useStaffStores()
  const locale = useLocale()
  const say = useWords(deskWords)
  if (!runs.moreFailure) return null
  return (
    <Tip kind="wait">
      {failureLine(runs.moreFailure, locale)}
      <LinkButton onTap={() => void runs.loadMore()}>{say('more')}</LinkButton>
    </Tip>
  )
})
