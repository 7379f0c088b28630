import type { UseOfGrams } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, decimalText, numberText, useLocale, useWords } from '../../../i18n'
import { pointsWords } from '../../../i18n/mall/points'
import { useStores } from '../../../stores'
import { useMallStores } from '../../../stores/mall'
import { Button, List, Sheet, Stamp, useMassName } from '../../../ui'
import { PointsQuantity } from './points-quantity'
import { Loaded, useFailureNotice, useNamed } from '../../resident/parts'

interface UsesSheetProps {
  balanceMilligrams: number
  onDone: () => void
  onClose: () => void
}

/** The same grams as points, as a sale and as a gift, side by side; only then the act that cannot be turned back. */
export const UsesSheet = observer(function UsesSheet({ balanceMilligrams, onDone, onClose }: UsesSheetProps) {
  const { points } = useMallStores()
  const say = useWords(pointsWords)
  const nameMass = useMassName()
  const { grams } = points
  const convert = useConversion(onDone)
  const after = balanceMilligrams - grams * MILLIGRAMS_PER_GRAM
  return (
    <Sheet title={say('compareTitle', { n: numberText(grams) })} onClose={onClose}>
      <Loaded remote={points.uses.remote} onRetry={() => points.compare(grams)}>
        {({ items }) => (
          <>
            <List>
              {items.map((one) => (
                <UseRow use={one} key={one.use} />
              ))}
            </List>
            <View className="para">
              {say('finality', {
                before: nameMass(massText(milligrams(balanceMilligrams))),
                after: nameMass(massText(milligrams(after))),
              })}
            </View>
            <Button onTap={convert}>{say('yes', { n: numberText(grams) })}</Button>
          </>
        )}
      </Loaded>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
})

const MILLIGRAMS_PER_GRAM = 1_000

function useConversion(onDone: () => void): () => Promise<void> {
  const { ui } = useStores()
  const { points } = useMallStores()
  const say = useWords(pointsWords)
  const sayFailure = useFailureNotice()
  return async () => {
    const result = await points.convert()
    if (!result.ok) return sayFailure(result)
    ui.say(say('done', { n: numberText(result.value.points) }))
    onDone()
  }
}

const NAMES = { points: 'usePoints', sale: 'useSale', donation: 'useDonation' } as const

/** What it would bring stands beside its name in large digits; what there is to know runs the whole width below. */
function UseRow({ use }: { use: UseOfGrams }) {
  const say = useWords(pointsWords)
  const lines = useUseLines(use)
  return (
    <View className="share">
      <View className="split">
        <View className="strong">{say(NAMES[use.use])}</View>
        <View className="row-e">
          <Value use={use} />
          {!use.isOpen && <Stamp kind="plain">{say('notOpen')}</Stamp>}
        </View>
      </View>
      {lines.map((line) => (
        <View className="row-d" key={line}>
          {line}
        </View>
      ))}
    </View>
  )
}

function Value({ use: { points, fen } }: { use: UseOfGrams }) {
  const say = useWords(pointsWords)
  if (points !== null) return <PointsQuantity points={points} size={4} />
  if (fen === null) return null
  return <View className="strong">{fen > 0 ? say('yuan', { n: decimalText(fen, 2) }) : say('underFen')}</View>
}

function useUseLines({ use, spendableUntil, source }: UseOfGrams): readonly string[] {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(pointsWords)
  const named = useNamed()
  if (use === 'donation') return [say('useDonationText')]
  if (use === 'sale') return [say('useSaleText'), ...(source === null ? [] : [named(source)])]
  const when = spendableUntil === null ? '' : dayText(spendableUntil, locale, now())
  return [say('usePointsText', { when })]
}
