import type { BookFigure } from '#contract'
import { Text, View } from '@tarojs/components'
import { numberText, useLocale, useWords } from '../../../i18n'
import { bookWords } from '../../../i18n/operator/books'
import { runMassText } from '../../../i18n/staff/run-mass'
import { Card, Heading } from '../../../ui'
import { useSceneName } from '../../resident/parts'

/** Both sides' counts and sums by scene and state. */
export function BookFigures({ figures }: { figures: readonly BookFigure[] }) {
  const say = useWords(bookWords)
  if (figures.length === 0) return null
  return (
    <>
      <Heading>{say('figures')}</Heading>
      {figures.map((figure) => (
        <Figure key={`${figure.sceneId} ${figure.status}`} figure={figure} />
      ))}
    </>
  )
}

function Figure({ figure: { sceneId, status, theirs, ours, otherChannel } }: { figure: BookFigure }) {
  const sceneName = useSceneName()
  const say = useWords(bookWords)
  return (
    <Card>
      <View className="strong">{`${sceneName(sceneId)} · ${say(status)}`}</View>
      <Side name={say('theirs')} totals={theirs} />
      <Side name={say('ours')} totals={ours} />
      {otherChannel.rides > 0 && (
        <View className="note">{say('otherChannel', { n: numberText(otherChannel.rides) })}</View>
      )}
    </Card>
  )
}

function Side({ name, totals }: { name: string; totals: BookFigure['ours'] }) {
  const locale = useLocale()
  const say = useWords(bookWords)
  const n = numberText(totals.rides)
  const sum =
    totals.reductionMilligrams === null
      ? say('rides', { n })
      : say('sum', { n, mass: runMassText(totals.reductionMilligrams, locale) })
  return (
    <View className="op-side">
      <Text className="note">{name}</Text>
      <Text className="nums">{sum}</Text>
    </View>
  )
}
