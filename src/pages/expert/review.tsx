import type { ExpertReview } from '#contract'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../i18n'
import { expertReviewsWords, expertReviewWords } from '../../i18n/expert/reviews'
import { useStores } from '../../stores'
import { useExpertStores } from '../../stores/expert'
import { Button, Card, Empty, Heading, Stamp } from '../../ui'
import { RecordFields } from '../console/parts/record-fields'
import { Loaded } from '../resident/parts'
import { ExpertPage, useExpertShown } from './parts/expert-page'
import { OpinionForm } from './parts/opinion-form'
import { RecusalButton } from './parts/recusal-button'
import { useRecordName } from './parts/use-record-name'

/** One methodology she is asked about: the record as it was handed in, and her answer. */
export default observer(function ReviewPage() {
  const { reviews } = useExpertStores()
  const { proposalId = '' } = useRouter().params
  const say = useWords(expertReviewWords)
  const load = () => reviews.list.load()
  useExpertShown(load)
  return (
    <ExpertPage title={say('title')}>
      <Loaded remote={reviews.list.remote} onRetry={load}>
        {({ items }) => <Found review={items.find((one) => one.proposalId === proposalId)} />}
      </Loaded>
    </ExpertPage>
  )
})

function Found({ review }: { review: ExpertReview | undefined }) {
  const { navigation } = useExpertStores()
  const say = useWords(expertReviewWords)
  if (!review)
    return (
      <Empty glyph="done" title={say('gone')} detail={say('goneDetail')}>
        <Button onTap={() => navigation.replace('reviews')}>{say('toList')}</Button>
      </Empty>
    )
  return (
    <View className="cols">
      <View className="col">
        <Head review={review} />
        <Heading>{say('record')}</Heading>
        <Card>
          <RecordFields record={review.record} />
        </Card>
      </View>
      <View className="col">
        <Heading>{say('opinion')}</Heading>
        <OpinionForm review={review} />
        <RecusalButton review={review} />
      </View>
    </View>
  )
}

function Head({ review: { record, field, round, dueAt, overdue } }: { review: ExpertReview }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(expertReviewsWords)
  const nameOf = useRecordName()
  const due = say('due', { when: dayText(dueAt, locale, now()) })
  return (
    <Card>
      <View className="split">
        <View className="row-b lead strong">{nameOf(record) ?? say('unnamed')}</View>
        {overdue && <Stamp kind="refused">{say('late')}</Stamp>}
      </View>
      <View className="note">{`${say('line', { field, n: round })} · ${due}`}</View>
    </Card>
  )
}
