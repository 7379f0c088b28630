import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { entrustmentWords } from '../../i18n/applicant/entrustments'
import { useApplicantStores } from '../../stores/applicant'
import { Empty, Heading, List, Row, Stamp } from '../../ui'
import { Loaded } from '../resident/parts'
import { ApplicantPage, useDay } from './parts'
import { EntrustForm } from './parts/entrust-form'
import { GivenRow } from './parts/given-row'

/** Sites she lets institutions apply for; of an institution also those it may apply for. */
export default observer(function EntrustmentsPage() {
  const { as, entrustments } = useApplicantStores()
  const say = useWords(entrustmentWords)
  const load = () => entrustments.load()
  return (
    <ApplicantPage title={say('title')} needs="account" onShow={load}>
      <View className="para">{say('lead')}</View>
      {as === 'institution' && <Received onRetry={load} />}
      <Heading>{say('given')}</Heading>
      <Loaded remote={entrustments.given.remote} onRetry={load}>
        {({ items }) =>
          items.length === 0 ? (
            <View className="note">{say('none')}</View>
          ) : (
            <List label={say('given')}>
              {items.slice(0, SHOWN_MAX).map((given) => (
                <GivenRow key={given.entrustmentId} given={given} />
              ))}
            </List>
          )
        }
      </Loaded>
      <Heading>{say('new')}</Heading>
      <EntrustForm />
    </ApplicantPage>
  )
})

/** A phone's page bears no more nodes; the newest come first. */
const SHOWN_MAX = 40

const Received = observer(function Received({ onRetry }: { onRetry: () => Promise<unknown> }) {
  const { entrustments } = useApplicantStores()
  const say = useWords(entrustmentWords)
  const day = useDay()
  return (
    <>
      <Heading>{say('received')}</Heading>
      <Loaded remote={entrustments.received.remote} onRetry={onRetry}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="shield" title={say('noneReceived')} detail={say('noneReceivedDetail')} />
          ) : (
            <List label={say('received')}>
              {items.slice(0, SHOWN_MAX).map(({ entrustmentId, siteKey, grantedAt }) => (
                <Row
                  key={entrustmentId}
                  title={say(siteKey.kind === 'landParcel' ? 'landParcel' : 'gridAccount', siteKey)}
                  detail={say('since', { when: day(grantedAt) })}
                  end={<Stamp kind="done">{say('alive')}</Stamp>}
                />
              ))}
            </List>
          )
        }
      </Loaded>
    </>
  )
})
