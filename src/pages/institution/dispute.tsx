import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useCallback } from 'react'
import { useWords } from '../../i18n'
import { disputeWords } from '../../i18n/institution/disputes'
import { loadTogether } from '../../stores'
import { useInstitutionStores } from '../../stores/institution'
import { Empty, Heading, LongList } from '../../ui'
import { Loaded, More } from '../resident/parts'
import { InstitutionPage, WhoActs } from './parts'
import { DisputeCard } from './parts/dispute-card'
import { LineRow } from './parts/line-row'

/** One dispute: what was said, and every line of the statement that is of this institution's goods. */
export default observer(function DisputePage() {
  const { dispute, disputes } = useInstitutionStores()
  const { statementId = '' } = useRouter().params
  const say = useWords(disputeWords)
  const load = () => Promise.all([loadTogether(disputes.list), dispute.open(statementId)])
  const found = disputes.find(statementId)
  return (
    <InstitutionPage title={say('title')} onShow={load}>
      <WhoActs />
      <Loaded remote={disputes.list.remote} onRetry={load}>
        {() =>
          found ? (
            <>
              <DisputeCard dispute={found} />
              <Lines onRetry={load} />
            </>
          ) : (
            <Empty glyph="mall" title={say('gone')} detail={say('goneDetail')} />
          )
        }
      </Loaded>
    </InstitutionPage>
  )
})

const Lines = observer(function Lines({ onRetry }: { onRetry: () => Promise<unknown> }) {
  const { lines } = useInstitutionStores().dispute
  const say = useWords(disputeWords)
  const loadMore = useCallback(() => void lines.loadMore(), [lines])
  return (
    <>
      <Heading>{say('lines')}</Heading>
      <Loaded remote={lines.first.remote} onRetry={onRetry}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="mall" title={say('noLines')} detail={say('noLinesDetail')} />
          ) : (
            <View className="own-list">
              <LongList
                label={say('lines')}
                items={lines.items}
                keyOf={({ line }) => String(line)}
                draw={(line) => <LineRow line={line} isCut />}
                onNearEnd={loadMore}
              />
            </View>
          )
        }
      </Loaded>
      <More pages={lines} isScrolled />
    </>
  )
})
