import type { OtherHolding, PointsBalance } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useLocale, useWords } from '../../i18n'
import { approvalWords } from '../../i18n/mall/approval'
import { pointsWords } from '../../i18n/mall/points'
import { useStores } from '../../stores'
import { useMallStores } from '../../stores/mall'
import { Card, Heading, LinkButton, List, Row } from '../../ui'
import { Loaded, ResidentPage, useShown } from '../resident/parts'
import { OtherUses } from '../resident/parts/other-uses'
import { Convert } from './parts/convert'
import { Expiries } from './parts/expiries'
import { PointsQuantity } from './parts/points-quantity'

/** Her points: how many, until when, and the way from grams to points. */
export default observer(function PointsPage() {
  const { points, vouchers } = useMallStores()
  const { navigation } = useStores()
  const say = useWords(pointsWords)
  const approval = useWords(approvalWords)
  useShown(
    // What is only kept for her is on her list of vouchers.
    () => Promise.all([points.watch(), vouchers.list.load()]),
    () => points.unwatch(),
  )
  return (
    <ResidentPage title={say('title')}>
      <Loaded remote={points.balance.remote} onRetry={() => points.watch()}>
        {(balance) => (
          <>
            <Spendable balance={balance} />
            <List>
              <Row
                title={approval('entry')}
                detail={approval('entryHint')}
                onTap={() => navigation.open('approval')}
              />
            </List>
            <Heading>{say('convert')}</Heading>
            <Convert balance={balance} />
            <NotConvertible holdings={balance.notConvertible} />
            <Heading>{say('expiries')}</Heading>
            <Expiries expiries={balance.expiries} />
          </>
        )}
      </Loaded>
    </ResidentPage>
  )
})

function Spendable({ balance: { points, heldPoints } }: { balance: PointsBalance }) {
  const { navigation } = useStores()
  const say = useWords(pointsWords)
  return (
    <View className="hero">
      <Text className="note">{say('spendable')}</Text>
      <PointsQuantity points={points} size={6} />
      <Held points={heldPoints} />
      <Text className="note">{say('notMoney')}</Text>
      <LinkButton onTap={() => void navigation.open('goods')}>{say('toMall')}</LinkButton>
    </View>
  )
}

/** What is hers and by its class becomes no points: why, and what it is for. */
function NotConvertible({ holdings }: { holdings: readonly OtherHolding[] }) {
  const locale = useLocale()
  const say = useWords(pointsWords)
  if (holdings.length === 0) return null
  const classes = holdings.map(({ methodologyClass }) => methodologyClass)
  return (
    <Card>
      <View className="strong">{say('otherTitle')}</View>
      <View className="para">
        <OtherUses holdings={holdings} />
      </View>
      <Text className="note">{say('otherWhy', { class: classes.join(locale === 'zh' ? '、' : ', ') })}</Text>
    </Card>
  )
}

/** Hers and not to be spent: in vouchers, or kept while she decides. */
const Held = observer(function Held({ points }: { points: number }) {
  const { vouchers } = useMallStores()
  const say = useWords(pointsWords)
  const kept = Math.min(vouchers.keptPoints, points)
  const inVouchers = points - kept
  return (
    <>
      {kept > 0 && <Text className="note">{say('kept', { n: numberText(kept) })}</Text>}
      {inVouchers > 0 && <Text className="note">{say('held', { n: numberText(inVouchers) })}</Text>}
    </>
  )
})
