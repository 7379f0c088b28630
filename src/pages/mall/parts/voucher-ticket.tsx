import type { Voucher } from '#contract'
import { View } from '@tarojs/components'
import { dayText, numberText, timeText, useLocale, useWords, whenOfWeekText } from '../../../i18n'
import { voucherWords } from '../../../i18n/mall/vouchers'
import { useStores } from '../../../stores'
import { Stamp, type StampKind, Ticket } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { isOfPartner } from '../../../stores/mall'
import { CodeFace } from './code-face'
import { endingOf } from './ending-of'
import { Picture } from './picture'
import { useLastDay } from './use-last-day'
import { UsedElsewhere } from './used-elsewhere'

const STAMPS: Record<Voucher['state'], StampKind> = {
  held: 'wait',
  issued: 'wait',
  redeemed: 'done',
  refunded: 'plain',
  expired: 'plain',
  released: 'plain',
}

/** While she can show it the code is the first thing on the page; else it is said below the perforation what is left. */
export function VoucherTicket({ voucher }: { voucher: Voucher }) {
  const named = useNamed()
  const isLiving = voucher.state === 'issued' || (voucher.state === 'held' && isOfPartner(voucher))
  if (voucher.state === 'issued' && voucher.goods.kind === 'title')
    return (
      <Ticket stub={<TitleToCome />}>
        <What voucher={voucher} />
      </Ticket>
    )
  if (isLiving && !voucher.usedBy)
    return (
      <Ticket stub={<What voucher={voucher} />}>
        <CodeFace name={named(voucher.goods.name)} />
      </Ticket>
    )
  const stub =
    isLiving && voucher.usedBy ? (
      <UsedElsewhere voucher={voucher} by={voucher.usedBy} />
    ) : (
      <TornStub voucher={voucher} />
    )
  return (
    <Ticket stub={stub}>
      <What voucher={voucher} />
    </Ticket>
  )
}

/** What it is for, in full. */
function What({ voucher: { state, goods, validTo } }: { voucher: Voucher }) {
  const named = useNamed()
  const lastDay = useLastDay()
  return (
    <View className="voucher-h">
      <Picture digest={goods.pictureDigest} />
      <View className="row-b">
        <View className="lead strong">{named(goods.name)}</View>
        <View className="note">{named(goods.sponsor)}</View>
        {state === 'issued' && goods.kind !== 'title' && <View className="note">{lastDay(validTo)}</View>}
      </View>
    </View>
  )
}

/** A title that was taken and is not given yet, as while her account is stopped. */
function TitleToCome() {
  const say = useWords(voucherWords)
  return (
    <View className="torn" role="status">
      <Stamp kind="wait">{say('titleToCome')}</Stamp>
      <View className="note">{say('titleToComeText')}</View>
    </View>
  )
}

/** When it ended and what became of the points. */
function TornStub({ voucher }: { voucher: Voucher }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(voucherWords)
  const named = useNamed()
  const { state, endedAt, validTo, pricePoints, shop, isUndone, usedBy, delivery } = voucher
  const n = numberText(pricePoints)
  return (
    <View className="torn" role="status">
      <Stamp kind={STAMPS[state]}>{say(endingOf(voucher))}</Stamp>
      {state !== 'held' && (
        <>
          <View className="lead nums when">{whenOfWeekText(endedAt ?? validTo, locale, now())}</View>
          {shop && <View>{named(shop)}</View>}
          {usedBy && delivery?.state === 'delivered' && <View>{say('sentBy', { name: named(usedBy) })}</View>}
          {delivery?.reason && <View>{say(delivery.reason)}</View>}
          {state === 'redeemed' ? (
            <View className="note">{say('spent', { n })}</View>
          ) : (
            <PointsBack voucher={voucher} />
          )}
          {isUndone && <View className="note">{say('undoneText')}</View>}
        </>
      )}
    </View>
  )
}

/** They are back, but for a voucher that a till without network may have taken. */
function PointsBack({ voucher: { pricePoints, formOutUntil } }: { voucher: Voucher }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(voucherWords)
  const n = numberText(pricePoints)
  if (!formOutUntil) return <View className="note">{say('pointsBack', { n })}</View>
  const when = dayText(formOutUntil, locale, now())
  return <View className="note">{say('pointsLater', { n, when, time: timeText(formOutUntil) })}</View>
}
