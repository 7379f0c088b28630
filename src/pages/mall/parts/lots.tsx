import type { PointsExpiry } from '#contract'
import { dayText, useLocale } from '../../../i18n'
import { useStores } from '../../../stores'
import { Heading, List, Row } from '../../../ui'
import { PointsQuantity } from './points-quantity'

interface LotsProps {
  title: string
  /** Points with when they expire, from which they are taken or to which they return. */
  lots: readonly PointsExpiry[]
  nameOf: (when: string, expiry: PointsExpiry) => string
}

/** Which of her points, by when they expire. */
export function Lots({ title, lots, nameOf }: LotsProps) {
  const { now } = useStores()
  const locale = useLocale()
  return (
    <>
      <Heading>{title}</Heading>
      <List>
        {lots.map((lot) => (
          <Row
            key={lot.expiresAt}
            title={nameOf(dayText(lot.expiresAt, locale, now()), lot)}
            end={<PointsQuantity points={lot.points} size={3} />}
          />
        ))}
      </List>
    </>
  )
}
