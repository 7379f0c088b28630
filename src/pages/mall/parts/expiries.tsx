import type { PointsExpiry } from '#contract'
import { Text } from '@tarojs/components'
import { dayText, useLocale, useWords } from '../../../i18n'
import { pointsWords } from '../../../i18n/mall/points'
import { useStores } from '../../../stores'
import { Empty, List, Row } from '../../../ui'
import { PointsQuantity } from './points-quantity'

/** Every coming expiry, the next first. */
export function Expiries({ expiries }: { expiries: readonly PointsExpiry[] }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(pointsWords)
  if (expiries.length === 0)
    return <Empty glyph="wait" title={say('expiriesEmpty')} detail={say('expiriesHint')} />
  return (
    <>
      <List label={say('expiries')}>
        {expiries.map(({ points, expiresAt }) => (
          <Row
            key={expiresAt}
            title={say('expiryOn', { when: dayText(expiresAt, locale, now()) })}
            end={<PointsQuantity points={points} size={3} />}
          />
        ))}
      </List>
      <Text className="note">{say('expiriesHint')}</Text>
    </>
  )
}
