import type { StatementDispute, StatementState } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayText, useLocale, useWords, whenText } from '../../../i18n'
import { disputesWords } from '../../../i18n/institution/disputes'
import { signedYuanText } from '../../../i18n/yuan'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, Card, Stamp, type StampKind } from '../../../ui'
import { AnswerSheet } from './answer-sheet'

const STAMPS: Readonly<
  Record<StatementState, readonly [StampKind, 'waiting' | 'answered' | 'confirmed' | 'superseded']>
> = {
  made: ['wait', 'waiting'],
  disputed: ['refused', 'waiting'],
  answered: ['wait', 'answered'],
  confirmed: ['done', 'confirmed'],
  superseded: ['plain', 'superseded'],
}

const SAID = { confirmed: 'saidConfirmed', disputed: 'saidDisputed', answered: 'saidAnswered' } as const

/** What was said about one statement, in the order it was said; what waits can be answered. */
export function DisputeCard({ dispute, onLook }: { dispute: StatementDispute; onLook?: () => void }) {
  const [isAnswering, setAnswering] = useState(false)
  const { now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(disputesWords)
  const { merchant, day, version, state, fen, acts } = dispute
  const [kind, word] = STAMPS[state]
  const when = dayText(day, locale, now())
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">{merchant[locale]}</View>
        <Stamp kind={kind}>{say(word)}</Stamp>
      </View>
      <View className="note nums">{say('version', { day: when, n: version, fen: signedYuanText(fen) })}</View>
      {acts.map(({ act, actedAt, institution, text }, place) => (
        <View className="said" key={place}>
          <View className="para">{say(SAID[act], { text: text ?? '' })}</View>
          <View className="note">{`${institution[locale]} · ${whenText(actedAt, locale, now())}`}</View>
        </View>
      ))}
      {onLook && (
        <Button
          kind="quiet"
          label={say('toLinesLabel', { merchant: merchant[locale], day: when })}
          onTap={onLook}
        >
          {say('toLines')}
        </Button>
      )}
      {state === 'disputed' && (
        <Button label={say('answerLabel', { merchant: merchant[locale] })} onTap={() => setAnswering(true)}>
          {say('answer')}
        </Button>
      )}
      {isAnswering && <AnswerSheet dispute={dispute} onClose={() => setAnswering(false)} />}
    </Card>
  )
}
