import type { Membership } from '#contract'
import { may } from '#domain/institution'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { consentWords } from '../../i18n/institution/consents'
import { useInstitutionStores } from '../../stores/institution'
import { Empty } from '../../ui'
import { Loaded } from '../resident/parts'
import { InstitutionPage, WhoActs } from './parts'
import { ConsentCard } from './parts/consent-card'

/** A merchant is asked as well as a sponsor. */
const suits = ({ role }: Membership): boolean => may(role, 'changeGoods')

/** Goods of others that name her institution: it says yes to each before it is sold, and may think again. */
export default observer(function ConsentsPage() {
  const { consents } = useInstitutionStores()
  const say = useWords(consentWords)
  const load = () => consents.list.load()
  return (
    <InstitutionPage title={say('title')} suits={suits} onShow={load}>
      <WhoActs />
      <Loaded remote={consents.list.remote} onRetry={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="mall" title={say('empty')} detail={say('emptyDetail')} />
          ) : (
            <View>
              {items.map((consent) => (
                <ConsentCard key={consent.goodsId} consent={consent} />
              ))}
            </View>
          )
        }
      </Loaded>
    </InstitutionPage>
  )
})
