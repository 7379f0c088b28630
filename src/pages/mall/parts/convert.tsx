import type { PointsBalance } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { numberText, useWords } from '../../../i18n'
import { pointsWords } from '../../../i18n/mall/points'
import { readWhole, useMallStores } from '../../../stores/mall'
import { Button, Card, Empty, Field, LinkButton } from '../../../ui'
import { UsesSheet } from './uses-sheet'

/** Longer than any number, so that none is cut while it is written or pasted. */
const LENGTH_MAX = 24

/** How many grams she wants to convert; what they could become otherwise is shown before anything is done. */
export function Convert({ balance }: { balance: PointsBalance }) {
  const { points } = useMallStores()
  const say = useWords(pointsWords)
  const [text, setText] = useState('')
  const [fault, setFault] = useState('')
  /** What she had when she asked: the sheet goes on showing that while the conversion changes it. */
  const [balanceAsked, setBalanceAsked] = useState<number>()
  const { convertibleGrams } = balance
  if (convertibleGrams === 0)
    return <Empty glyph="home" title={say('nothingYet')} detail={say('nothingYetHint')} />
  const ask = () => {
    const grams = readWhole(text)
    const found = faultOf(text, grams, convertibleGrams)
    setFault(found ? say(found, { given: text.trim(), n: numberText(convertibleGrams) }) : '')
    if (found || grams === undefined) return
    setBalanceAsked(convertibleOf(balance))
    void points.compare(grams)
  }
  const take = (value: string) => {
    setFault('')
    setText(value)
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
        lengthMax={LENGTH_MAX}
        {...(fault ? { fault } : {})}
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

/** What is left to convert, grams and less: what becomes no points is no part of it. */
const convertibleOf = ({ balanceMilligrams, notConvertible }: PointsBalance): number =>
  notConvertible.reduce((left, { milligrams }) => left - milligrams, balanceMilligrams)

/** What stands there is refused as it is: 12.5 is not read as some other number. */
function faultOf(text: string, grams: number | undefined, gramsMax: number) {
  if (text.trim() === '') return 'gramsMissing'
  if (grams === undefined) return 'gramsNotWhole'
  return grams < 1 || grams > gramsMax ? 'gramsOutside' : undefined
}
