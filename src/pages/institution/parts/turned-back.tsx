import type { SerialBlock, TurnBack } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayText, monthText, numberText, useLocale, useWords } from '../../../i18n'
import { collectedWords } from '../../../i18n/institution/figures'
import { useInstitutionStores } from '../../../stores/institution'
import { LinkButton, useMassName } from '../../../ui'

const BLOCKS_SHOWN = 2

/** Points, the grams that came of them, what rides those were saved by, and their serials block by block. */
export function TurnedBack({ turnBack: { points, sources, blocks, serials } }: { turnBack: TurnBack }) {
  const locale = useLocale()
  const say = useWords(collectedWords)
  const massName = useMassName()
  const [isWhole, setWhole] = useState(false)
  const n = numberText(points)
  return (
    <>
      <View className="row-t nums">{say('sum', { points: n, grams: n })}</View>
      {sources.map(({ month, methodology: { code, version, name }, milligrams: mass }) => (
        <View className="term" key={`${month} ${code} ${version}`}>
          <View className="note">
            {say('source', { month: monthText(month, locale), name: name[locale], code, version })}
          </View>
          <View className="term-m">{massName(massText(milligrams(Number(mass))))}</View>
        </View>
      ))}
      <View className="note">{say('blocks', { n: numberText(blocks) })}</View>
      {serials.slice(0, isWhole ? serials.length : BLOCKS_SHOWN).map((block) => (
        <Block block={block} key={block.from} />
      ))}
      {!isWhole && serials.length > BLOCKS_SHOWN && (
        <LinkButton onTap={() => setWhole(true)}>
          {say('allBlocks', { n: numberText(serials.length - BLOCKS_SHOWN) })}
        </LinkButton>
      )}
      {isWhole && blocks > serials.length && (
        <View className="note">{say('restOfBlocks', { n: numberText(blocks - serials.length) })}</View>
      )}
    </>
  )
}

/** Serials that follow on, and the run that made them. */
function Block({
  block: { from, to, operator, operatorDay, runNo, methodologyCode },
}: {
  block: SerialBlock
}) {
  const { now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(collectedWords)
  const day = dayText(operatorDay, locale, now())
  return (
    <View className="serial">
      <View className="digits">
        {say('block', { from: numberText(from), to: numberText(to), n: countBetween(from, to) })}
      </View>
      <View className="note">
        {say('blockOf', { operator: operator[locale], day, no: runNo, code: methodologyCode })}
      </View>
    </View>
  )
}

/** A number is exact up to so many digits; no block is as long as that, however large its serials are. */
const EXACT_DIGITS = 15

/** How many serials there are, both ends among them. */
function countBetween(from: string, to: string): string {
  const [first, last] = [from, to].map((serial) => Number(serial.slice(-EXACT_DIGITS))) as [number, number]
  const whole = 10 ** EXACT_DIGITS
  return numberText(((last - first + whole) % whole) + 1)
}
