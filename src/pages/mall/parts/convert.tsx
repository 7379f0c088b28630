import type { PointsBalance } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { numberText, useWords } from '../../../i18n'
import { pointsWords } from '../../../i18n/mall/points'
import { useMallStores } from '../../../stores/mall'
import { Button, Card, Empty, Field, LinkButton } from '../../../ui'
import { UsesSheet } from './uses-sheet'

const DIGITS_MAX = 9

/** How many grams she wants to convert; what they could become otherwise is shown before anything is done. */
export function Convert({ balance }: { balance: PointsBalance }) {
  const { points } = useMallStores()
  const say = useWords(pointsWords)
  const [text, setText] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  /** What she had when she asked: the sheet goes on showing that while the conversion changes it. */
  const [balanceAsked, setBalanceAsked] = useState<number>()
  const { convertibleGrams } = balance
  if (convertibleGrams === 0)
    return <Empty glyph="home" title={say('nothingYet')} detail={say('nothingYetHint')} />
  const ask = () => {
    const grams = Number(text)
    const isFine = text !== '' && grams >= 1 && grams <= convertibleGrams
    setFaulty(!isFine)
    if (!isFine) return
    setBalanceAsked(balance.balanceMilligrams)
    void points.compare(grams)
  }
  const take = (value: string) => {
    setFaulty(false)
    setText(value.replace(/\D/g, ''))
  }
  const finish = () => {
    setBalanceAsked(undefined)
    setText('')
  }
  return (
    <Card>
      <View className="split">
        <View className="row-b">
          <View className="row-t">{say('convertible', { n: numberText(convertibleGrams) })}</View>
          <View className="row-d">{say('remainder')}</View>
        </View>
        <LinkButton onTap={() => take(String(convertibleGrams))}>{say('all')}</LinkButton>
      </View>
      <Field
        kind="number"
        label={say('grams')}
        value={text}
        onChange={take}
        lengthMax={DIGITS_MAX}
        {...(isFaulty ? { fault: say('gramsFault', { n: numberText(convertibleGrams) }) } : {})}
      />
      <Button onTap={ask}>{say('next')}</Button>
      {balanceAsked !== undefined && (
        <UsesSheet
          balanceMilligrams={balanceAsked}
          onDone={finish}
          onClose={() => setBalanceAsked(undefined)}
        />
      )}
    </Card>
  )
}
