import { Type, type Static } from '@sinclair/typebox'
import { Picture } from './goods'
import { Instant, Name, Nullable, WireId } from './primitives'
import { Points } from './points'

/** An honorary title 荣誉称号 she holds. It cannot be given back, passed on or lost. */
export const Title = Type.Object({
  voucherId: WireId('vch'),
  name: Name,
  detail: Name,
  /** The institution that gives it. */
  givenBy: Name,
  pictureDigest: Nullable(Picture.properties.pictureDigest),
  pricePoints: Points,
  givenAt: Instant,
})
export type Title = Static<typeof Title>
export const TitleList = Type.Object({ items: Type.Array(Title) })
export type TitleList = Static<typeof TitleList>
