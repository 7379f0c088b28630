import { View } from '@tarojs/components'
import { useMallStores } from '../../../stores/mall'
import { Glyph } from '../../../ui'

/** What goods look like, silent for the ear: the name stands beside it. Goods without a picture get the sign of the mall. */
export function Picture({ digest, isLarge = false }: { digest: string | null; isLarge?: boolean }) {
  const { goods } = useMallStores()
  const size = isLarge ? 'pic pic-l' : 'pic'
  if (digest === null)
    return (
      <View className={`${size} pic-none`}>
        <Glyph name="mall" />
      </View>
    )
  // As a background: an image element of the framework's would be loaded before anybody's first screen.
  return <View className={size} style={{ backgroundImage: `url(${goods.pictureUrl(digest)})` }} />
}
