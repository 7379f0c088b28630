import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../i18n'
import { collectedWords } from '../../i18n/institution/figures'
import { useInstitutionStores } from '../../stores/institution'
import { Tip } from '../../ui'
import { Loaded } from '../resident/parts'
import { InstitutionPage, WhoActs } from './parts'
import { Holding } from './parts/holding'
import { NextTurnBack } from './parts/next-turn-back'
import { PastTurnBacks } from './parts/past-turn-backs'

/** Points a mall operator collected, the way back into reductions, and what was turned back before. */
export default observer(function CollectedPage() {
  const { collected } = useInstitutionStores()
  const say = useWords(collectedWords)
  const load = () => collected.load()
  return (
    <InstitutionPage title={say('title')} place="collected" of="isMallOperator" onShow={load}>
      <WhoActs />
      <View className="cols">
        <View className="col">
          <Loaded remote={collected.collected.remote} onRetry={load}>
            {({ all, undoable, next, holding }) => (
              <>
                <View className="hero">
                  <View className="note">{say('now')}</View>
                  <View className="qty qty-6">
                    <Text className="qty-n">{numberText(all.points)}</Text>
                    <Text className="qty-u">{say('unit')}</Text>
                  </View>
                  <View className="note">{say('fromVouchers', { n: numberText(all.vouchers) })}</View>
                </View>
                {undoable.vouchers > 0 && (
                  <Tip kind="wait">{say('undoable', { n: numberText(undoable.vouchers) })}</Tip>
                )}
                <NextTurnBack next={next} />
                <Holding holding={holding} />
              </>
            )}
          </Loaded>
        </View>
        <View className="col">
          <PastTurnBacks />
        </View>
      </View>
    </InstitutionPage>
  )
})
