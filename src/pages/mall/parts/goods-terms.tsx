import type { GoodsDetail } from '#contract'
import { observer } from 'mobx-react-lite'
import { dayText, numberText, timeText, useLocale, useWords } from '../../../i18n'
import { goodsWords } from '../../../i18n/mall/goods'
import { useStores } from '../../../stores'
import { Heading, List, Row } from '../../../ui'

/** What is agreed by taking it; these words never change for what she has. */
export const GoodsTerms = observer(function GoodsTerms({ goods }: { goods: GoodsDetail }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(goodsWords)
  const { kind, voucherDays, perPersonMax, soldTo, isOffline } = goods
  return (
    <>
      <Heading>{say('terms')}</Heading>
      <List>
        {kind !== 'coupon' && <Row title={say('sent')} detail={say(kind === 'title' ? 'asTitle' : kind)} />}
        {kind !== 'title' && <Row title={say('validity')} end={say('validityDays', { n: voucherDays })} />}
        <Row title={say('perPerson')} end={say('perPersonMax', { n: numberText(perPersonMax) })} />
        {soldTo !== null && (
          <Row
            title={say('soldTo')}
            end={say('soldToDay', { when: dayText(soldTo, locale, now()), time: timeText(soldTo) })}
          />
        )}
        {isOffline && <Row title={say('offline')} detail={say('offlineText')} />}
        {kind === 'title' ? (
          <Row title={say('validity')} detail={say('asTitleStays')} />
        ) : (
          <Row title={say('unused')} detail={say('unusedBack')} />
        )}
      </List>
    </>
  )
})
