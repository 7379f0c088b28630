import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { massText, massTextExact, type Milligrams } from '#domain/measure'
import { useWords } from '../i18n'
import { uiWords } from './ui-words'

interface QuantityProps {
  /** Whole milligrams CO2e. */
  mass: Milligrams
  /** Step of the type ramp: 6 hero, 5 title, 4 card, 3 row. */
  size?: 3 | 4 | 5 | 6
  /** One tap shows every digit we hold. Not inside something that is itself tapped. */
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
  if (!expands) return <View className={`qty qty-${size}`}>{number}</View>
  const exact = massTextExact(mass)
  return (
    <View
      className="qty-tap"
      role="button"
      aria-expanded={isOpen}
      aria-label={`${digits} ${say(unit)}, ${say('exact')}`}
      onClick={() => setOpen(!isOpen)}
    >
      <View className={`qty qty-${size}`}>{number}</View>
      {isOpen && (
        <Text className="digits">
          {exact.digits} {say(exact.unit)}
        </Text>
      )}
    </View>
  )
}
