import type { StatementDispute, StatementState } from '#contract'
import { View } from '@tarojs/components'
import { memo } from 'react'
import { dayText, useLocale, useWords, whenText } from '../../../i18n'
import { staffDisputeWords } from '../../../i18n/staff/disputes'
import { signedYuanText } from '../../../i18n/yuan'
import { useStores } from '../../../stores'
import { Card, Stamp, type StampKind } from '../../../ui'

const STAMPS: Readonly<Record<StatementState, StampKind>> = {
  made: 'wait',
  disputed: 'refused',
  answered: 'wait',
  confirmed: 'done',
  superseded: 'plain',
}

const SAID = { confirmed: 'saidConfirmed', disputed: 'saidDisputed', answered: 'saidAnswered' } as const

/** The moment a day of the city begins, for texts that are made of moments. */
/** One disputed statement and what was said to it, in the order it was said. */
export const StatementDisputeCard = memo(function StatementDisputeCard({
  dispute: { merchant, day, version, state, fen, acts },
}: {
  dispute: StatementDispute
}) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(staffDisputeWords)
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">{merchant[locale]}</View>
        <Stamp kind={STAMPS[state]}>{say(state)}</Stamp>
      </View>
      <View className="note nums">
        {say('version', {
          day: dayText(day, locale, now()),
          n: version,
          fen: signedYuanText(fen),
        })}
      </View>
      {acts.map(({ act, actedAt, institution, text }, place) => (
        <View className="said" key={place}>
          <View className="para">{say(SAID[act], { text: text ?? '' })}</View>
          <View className="note">{`${institution[locale]} · ${whenText(actedAt, locale, now())}`}</View>
        </View>
      ))}
    </Card>
  )
})
