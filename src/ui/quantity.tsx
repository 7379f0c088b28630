import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { massText, massTextExact, milligrams, type MassText, type Milligrams } from '#domain/measure'
import { useWords } from '../i18n'
import { uiWords } from './ui-words'

interface QuantityProps {
  /** Whole milligrams CO2e. */
  mass: Milligrams
  /** Step of the type ramp: 6 hero, 5 title, 4 card, 3 row. */
  size?: 3 | 4 | 5 | 6
  /** One tap shows every digit we hold, where that is more than is shown. Not inside something that is itself tapped. */
  expands?: boolean
}

/** A mass: large digits, small unit. Cut, never rounded up: what is shown was really saved. */
export function Quantity({ mass, size = 4, expands = false }: QuantityProps) {
  const say = useWords(uiWords)
  const [isOpen, setOpen] = useState(false)
  const { digits, unit } = massText(mass)
  const number = (
    <>
      <Text className="qty-n">{digits}</Text>
      <Text className="qty-u">{say(unit)}</Text>
    </>
  )
  const exact = massTextExact(mass)
  if (!expands || mass < GRAMS_CUT_FROM) return <View className={`qty qty-${size}`}>{number}</View>
  // Its name begins with what is seen, letter for letter: whoever speaks to her phone says what she sees.
  const [short, whole] = [`${digits}${say(unit)}`, `${exact.digits} ${say(exact.unit)}`]
  return (
    <View
      className="qty-tap"
      role="button"
      aria-expanded={isOpen}
      aria-label={say('inFull', { short, whole })}
      onClick={() => setOpen(!isOpen)}
    >
      <View className={`qty qty-${size}`}>{number}</View>
      {isOpen && <Text className="digits">{whole}</Text>}
    </View>
  )
}

/** Milligrams of a kilogram: below it nothing is cut. */
const GRAMS_CUT_FROM = 1_000_000

/** A mass in running text: "1.197 千克", of which no line begins with the unit. */
export function useMassName(): (mass: MassText) => string {
  const say = useWords(uiWords)
  return ({ digits, unit }) => `${digits}\u00a0${say(unit)}`
}

/**
 * A city's mass, which may pass what a number holds exactly: decimal digits of milligrams, shown in whole kilograms once there are ten
 * thousand of them, before that like anybody's.
 */
export function CityQuantity({ milligramsText }: { milligramsText: string }) {
  const say = useWords(uiWords)
  const kilograms = milligramsText.slice(0, -KILOGRAM_DIGITS)
  if (kilograms.length < WHOLE_DIGITS) return <Quantity mass={milligrams(Number(milligramsText))} size={5} />
  return (
    <View className="qty qty-5">
      <Text className="qty-n">{kilograms.replace(/\B(?=(\d{3})+$)/g, ',')}</Text>
      <Text className="qty-u">{say('kg')}</Text>
    </View>
  )
}

const KILOGRAM_DIGITS = 6
const WHOLE_DIGITS = 5
