import type { Run } from '#contract'
import { memo } from 'react'
import { numberText, useWords } from '../../../i18n'
import { deskWords } from '../../../i18n/staff/desk'
import { useStaffStores } from '../../../stores/staff'
import { StaffRow } from './staff-row'
import { useRunLine } from './use-run-line'

/** A run in the queue. All of a queue are in one state, so only a half confirmed one carries a stamp. */
export const RunRow = memo(function RunRow({ run }: { run: Run }) {
  const { navigation } = useStaffStores()
  const say = useWords(deskWords)
  const { name, dayAndNo, mass } = useRunLine(run)
  const isWaiting = run.state === 'verified'
  return (
    <StaffRow
      scene={run.sceneId}
      title={name}
      detail={`${dayAndNo} · ${say('rides', { n: numberText(run.rides) })}`}
      figure={mass}
      stamp={isWaiting ? { kind: 'wait', words: say('confirmations', { n: run.confirmations }) } : undefined}
      onTap={() => void navigation.open('run', { runId: run.runId })}
    />
  )
})
