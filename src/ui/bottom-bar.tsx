import { Text, View } from '@tarojs/components'
import { useWords } from '../i18n'
import { Glyph, type GlyphName } from './glyph'
import { uiWords } from './ui-words'

export interface Place {
  readonly id: string
  readonly name: string
  readonly glyph: GlyphName
}

interface BottomBarProps {
  places: readonly Place[]
  here: string
  onGo: (id: string) => void
}

/** The main places. Our own: a module embedded in a host's mini-program has no tab bar of the platform. */
export function BottomBar({ places, here, onGo }: BottomBarProps) {
  const say = useWords(uiWords)
  return (
    <View className="bar" role="navigation" aria-label={say('places')}>
      {places.map(({ id, name, glyph }) => (
        <View
          key={id}
          className={id === here ? 'bar-i bar-on' : 'bar-i'}
          role="link"
          aria-current={id === here ? 'page' : undefined}
          onClick={() => id !== here && onGo(id)}
        >
          <Glyph name={glyph} />
          <Text>{name}</Text>
        </View>
      ))}
    </View>
  )
}
