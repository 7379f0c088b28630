import type { RedemptionFigures } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../../i18n'
import { figuresWords } from '../../../i18n/institution/figures'
import { yuanText } from '../../../i18n/yuan'
import { Empty, SegmentedControl, Tip } from '../../../ui'
import { Loaded } from '../../resident/parts'
import { type Measured } from './measured'
import { RedemptionChart } from './redemption-chart'
import { ShopShares } from './shop-shares'

/** Redemptions of the last days: in all, by day as a chart, by shop as lengths; one shop alone when it is tapped. */
export const Redemptions = observer(function Redemptions({ store, measure }: Measured) {
  const say = useWords(figuresWords)
  return (
    <>
      <SegmentedControl
        label={say('range')}
        options={[
          { value: '7', name: say('days7') },
          { value: '30', name: say('days30') },
        ]}
        chosen={store.days}
        onChoose={(days) => void store.choose(days)}
      />
      <Loaded remote={store.figures.remote} onRetry={() => store.figures.load()}>
        {(figures) => (
          <>
            {figures.shops.length === 0 ? (
              <Empty glyph="rides" title={say('empty')} detail={say('emptyDetail')} />
            ) : (
              <View className="cols">
                <View className="col">
                  <RedemptionChart figures={figures} store={store} measure={measure} />
                </View>
                <View className="col">
                  <ShopShares figures={figures} store={store} measure={measure} />
                </View>
              </View>
            )}
            <Clashes {...figures.clashes} />
          </>
        )}
      </Loaded>
    </>
  )
})

function Clashes({ vouchers, lossFen }: RedemptionFigures['clashes']) {
  const say = useWords(figuresWords)
  if (vouchers === 0) return null
  return <Tip kind="wait">{say('clashes', { n: numberText(vouchers), fen: yuanText(lossFen) })}</Tip>
}
