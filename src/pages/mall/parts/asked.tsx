import type { AskedOrder } from '#contract'
import { Text, View } from '@tarojs/components'
import type { ApiResult } from '../../../api'
import { numberText, timeText, useWords } from '../../../i18n'
import { approvalWords } from '../../../i18n/mall/approval'
import { useStores } from '../../../stores'
import { useMallStores } from '../../../stores/mall'
import { Button, Empty, List, Row, Tip, type GlyphName } from '../../../ui'
import { useFailureNotice, useNamed } from '../../resident/parts'
import { PointsQuantity } from './points-quantity'

/** Who asks, what for, how many points and what is left; then her answer, or what became of it. */
export function Asked({ order }: { order: AskedOrder }) {
  return (
    <>
      {order.state !== 'asked' && <Outcome order={order} />}
      <Terms order={order} />
      {order.state === 'asked' && <Answer order={order} />}
      {order.state === 'held' && <TakeBack />}
    </>
  )
}

/** While the points go or are gone; where they stay or came back, it is what she has. */
const LEFT: readonly AskedOrder['state'][] = ['asked', 'held', 'spent', 'redeemed']

function Terms({ order }: { order: AskedOrder }) {
  const say = useWords(approvalWords)
  const named = useNamed()
  return (
    <>
      <View className="hero">
        <Text className="note">{say('asks', { name: named(order.partner) })}</Text>
        <PointsQuantity points={order.pricePoints} size={6} />
      </View>
      <List>
        <Row title={named(order.goods.name)} detail={say('goods')} />
        <Row title={named(order.shop)} detail={say('shop')} />
        <Row title={named(order.goods.sponsor)} detail={say('paidBy')} />
        {order.pointsAfter !== null && (
          <Row
            title={say('leftPoints', { n: numberText(order.pointsAfter) })}
            detail={say(LEFT.includes(order.state) ? 'left' : 'leftNow')}
          />
        )}
      </List>
    </>
  )
}

function Answer({ order }: { order: AskedOrder }) {
  const { navigation } = useStores()
  const { approval } = useMallStores()
  const say = useWords(approvalWords)
  const answer = useAnswer()
  const isEnough = order.pointsAfter !== null
  return (
    <>
      <Text className="note">{say('until', { when: timeText(order.askUntil) })}</Text>
      {isEnough ? (
        <Button onTap={() => answer(approval.approve())}>
          {say('yes', { n: numberText(order.pricePoints) })}
        </Button>
      ) : (
        <>
          <Tip kind="refuse">
            <View className="strong">{say('tooFew', { n: numberText(order.points) })}</View>
            <View>{say('tooFewHint')}</View>
          </Tip>
          <Button onTap={() => navigation.open('points')}>{say('toPoints')}</Button>
        </>
      )}
      <Button kind="quiet" onTap={() => answer(approval.decline())}>
        {say('no')}
      </Button>
    </>
  )
}

function TakeBack() {
  const { approval } = useMallStores()
  const say = useWords(approvalWords)
  const answer = useAnswer()
  return (
    <Button kind="quiet" onTap={() => answer(approval.decline())}>
      {say('takeBack')}
    </Button>
  )
}

function useAnswer(): (sent: Promise<ApiResult<AskedOrder>>) => Promise<void> {
  const sayFailure = useFailureNotice()
  return async (sent) => {
    const result = await sent
    if (!result.ok) sayFailure(result)
  }
}

type Ended = Exclude<AskedOrder['state'], 'asked'>

/** How it stands: sign, title and what it means for her points. */
const OUTCOMES = {
  held: ['wait', 'held', 'heldText'],
  spent: ['done', 'spent', 'spentText'],
  redeemed: ['done', 'redeemed', 'redeemedText'],
  declined: ['close', 'declined', 'untouched'],
  released: ['close', 'released', 'untouched'],
  lapsed: ['wait', 'lapsed', 'untouched'],
  refunded: ['points', 'refunded', 'cameBack'],
  expired: ['points', 'expired', 'cameBack'],
} as const satisfies Record<Ended, readonly [GlyphName, string, string]>

function Outcome({ order }: { order: AskedOrder }) {
  const say = useWords(approvalWords)
  if (order.state === 'asked') return null
  const [glyph, title, detail] = OUTCOMES[order.state]
  return (
    <View role="status" aria-live="polite">
      <Empty glyph={glyph} title={say(title)} detail={say(detail, { n: numberText(order.pricePoints) })} />
    </View>
  )
}
