import type { SceneEntry } from '#contract'
import { View } from '@tarojs/components'
import { useWords, useRecordDay } from '../../../i18n'
import { approvalStateWords, sceneEntryWords, turnWords } from '../../../i18n/register/scene'
import { Card, Stamp } from '../../../ui'
import { useNamed } from '../../resident/parts'

type Approval = SceneEntry['approvals'][number]

const STAMPS = {
  none: 'wait',
  approved: 'wait',
  live: 'done',
  suspended: 'refused',
  expired: 'plain',
  withdrawn: 'plain',
} as const

/** One operator's approval: on what paper, until when, in which periods rides counted, and what became of it. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const say = useWords(sceneEntryWords)
  const sayState = useWords(approvalStateWords)
  const named = useNamed()
  const day = useRecordDay()
  const { applicationId, name, channel, state, approvedOn, approvedUntil, source } = approval
  return (
    <Card>
      <View className="split">
        <View className="lead strong" role="heading" aria-level={3}>
          {named(name)}
        </View>
        <Stamp kind={STAMPS[state]}>{sayState(state)}</Stamp>
      </View>
      <View className="para">{named(channel)}</View>
      <View className="note">
        {approvedUntil === null ? say('untilUnknown') : say('until', { day: day(approvedUntil) })}
        {approvedOn !== null && ` · ${say('approvedOn', { day: day(approvedOn) })}`}
      </View>
      {source && <View className="note">{named(source)}</View>}
      <View className="note reg-code">{say('number', { id: applicationId })}</View>
      <Periods approval={approval} />
      <History approval={approval} />
    </Card>
  )
}

function Periods({ approval: { periods } }: { approval: Approval }) {
  const say = useWords(sceneEntryWords)
  const day = useRecordDay()
  if (periods.length === 0) return null
  return (
    <View className="reg-lines" role="group" aria-label={say('periods')}>
      <View className="strong">{say('periods')}</View>
      {periods.map(({ from, to }) => (
        <View className="nums" key={`${from} ${to}`}>
          {say('period', {
            from: from === null ? say('always') : day(from),
            to: to === null ? say('now') : day(lastMoment(to)),
          })}
        </View>
      ))}
    </View>
  )
}

/** A period ends at the first moment outside it: its last day is the day of the moment before. */
const lastMoment = (end: string): string => new Date(Date.parse(end) - 1).toISOString()

function History({ approval: { name, history } }: { approval: Approval }) {
  const say = useWords(sceneEntryWords)
  const sayTurn = useWords(turnWords)
  const named = useNamed()
  const day = useRecordDay()
  if (history.length === 0) return null
  const whyOf = ({ kind, until, reasons }: Approval['history'][number]) => {
    if (reasons !== null) return reasons
    return (kind === 'approved' || kind === 'extended') && until !== null
      ? say('until', { day: day(until) })
      : ''
  }
  return (
    <View className="reg-lines" role="group" aria-label={say('historyOf', { name: named(name) })}>
      <View className="strong">{say('history')}</View>
      {history.map((turn) => (
        <View className="reg-turn" key={`${turn.kind} ${turn.at}`}>
          <View className="reg-when nums">{day(turn.at)}</View>
          <View className="reg-what">
            <View>{sayTurn(turn.kind)}</View>
            <View className="row-d">{whyOf(turn)}</View>
          </View>
        </View>
      ))}
    </View>
  )
}
