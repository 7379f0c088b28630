import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { pictureWords } from '../../../i18n/institution/picture'
import { useInstitutionStores } from '../../../stores/institution'
import { Glyph } from '../../../ui'

interface GoodsPictureProps {
  digest: string | null
  /** What the picture shows; left out where the name stands beside it, and the picture is silent. */
  name?: string
}

/** What goods look like: large with its name for the ear, or small and silent in a row. */
export function GoodsPicture({ digest, name }: GoodsPictureProps) {
  const { picture } = useInstitutionStores()
  const say = useWords(pictureWords)
  const size = name === undefined ? 'pic' : 'pic pic-l'
  const spoken = (words: string) =>
    name === undefined ? { 'aria-hidden': true } : ({ role: 'img', 'aria-label': words } as const)
  if (digest === null)
    return (
      <View className={`${size} pic-none`} {...spoken(say('none'))}>
        <Glyph name="mall" />
      </View>
    )
  // As a background: an image element of the framework's would be loaded before anybody's first screen.
  const style = { backgroundImage: `url(${picture.urlOf(digest)})` }
  return <View className={size} style={style} {...spoken(say('picture', { name: name ?? '' }))} />
}
