import type { ExpertReview } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../i18n'
import { expertReviewsWords } from '../../i18n/expert/reviews'
import { useStores } from '../../stores'
import { useExpertStores } from '../../stores/expert'
import { Empty, Glyph, LinkButton, List, Row, Stamp } from '../../ui'
import { Loaded } from '../resident/parts'
import { ExpertPage, useExpertShown } from './parts/expert-page'
import { useRecordName } from './parts/use-record-name'

/** What an expert is asked about, the most urgent first. */
export default observer(function Reviews() {
  const { session, reviews, navigation } = useExpertStores()
  const say = useWords(expertReviewsWords)
  const load = () => reviews.list.load()
  useExpertShown(load)
  const leave = () => {
    session.leave()
    void navigation.replace('sign-in')
  }
  return (
    <ExpertPage title={say('title')} isFirst>
      <View className="split">
        <View className="row-b strong">{say('who', { name: session.expert?.name ?? '' })}</View>
        <LinkButton onTap={leave}>{say('leave')}</LinkButton>
      </View>
      <Loaded remote={reviews.list.remote} onRetry={load}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="done" title={say('empty')} detail={say('emptyDetail')} />
          ) : (
            <List label={say('list')}>
              {items.map((review) => (
                <ReviewRow key={review.proposalId} review={review} />
              ))}
            </List>
          )
        }
      </Loaded>
    </ExpertPage>
  )
})

function ReviewRow({ review }: { review: ExpertReview }) {
  const { navigation } = useExpertStores()
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(expertReviewsWords)
  const nameOf = useRecordName()
  const { proposalId, field, round, dueAt, overdue, record } = review
  const due = say('due', { when: dayText(dueAt, locale, now()) })
  return (
    <Row
      glyph={<Glyph name="scenes" />}
      title={nameOf(record) ?? say('unnamed')}
      detail={`${say('line', { field, n: round })} · ${due}`}
      end={overdue && <Stamp kind="refused">{say('late')}</Stamp>}
      onTap={() => void navigation.open('review', { proposalId })}
    />
  )
}
