import { View } from '@tarojs/components'

const SCENES = ['metro', 'bus', 'bike', 'ferry', 'electric-car', 'household-electricity', 'solar'] as const
type SceneGlyphName = (typeof SCENES)[number]

export type GlyphName =
  | SceneGlyphName
  | 'home'
  | 'rides'
  | 'scenes'
  | 'me'
  | 'back'
  | 'go'
  | 'close'
  | 'done'
  | 'wait'
  | 'next'
  | 'refuse'
  | 'offline'
  | 'card'
  | 'code'
  | 'shield'
  | 'points'
  | 'mall'
  | 'voucher'
  | 'ask'
  | 'scan'
  | 'shop'

interface GlyphProps {
  name: GlyphName
  className?: string
}

/** A drawing in the ink of its surroundings. It is silent: the words beside it say the same. */
export function Glyph({ name, className }: GlyphProps) {
  return <View className={`gi gi-${name}${className ? ` ${className}` : ''}`} aria-hidden="true" />
}

/** Scenes are data: one published tomorrow has an id nobody has drawn yet and gets the general sign. */
export function SceneGlyph({ scene }: { scene: string }) {
  return <Glyph name={SCENES.find((known) => scene === known || scene.startsWith(`${known}-`)) ?? 'scenes'} />
}
