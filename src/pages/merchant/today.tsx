import type { Today as Day, TodayTake } from '#contract'
import { reaction } from 'mobx'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { may } from '#domain/institution'
import { useWords } from '../../i18n'
import { statementsWords } from '../../i18n/merchant/statements'
import { todayWords } from '../../i18n/merchant/today'
import { useStores } from '../../stores'
import { useMember } from '../../stores/member'
import { useMerchantStores } from '../../stores/merchant'
import { Empty, Heading, LinkButton, List } from '../../ui'
import { Loaded, ToOwnAccount } from '../resident/parts'
import { MerchantPage } from './parts/merchant-page'
import { OfflineTakes } from './parts/offline-takes'
import { TakeRow } from './parts/take-row'
import { TodayShopChoice } from './parts/today-shop-choice'
import { TodaySum } from './parts/today-sum'
import { UndoSheet } from './parts/undo-sheet'
import { useMerchantShown } from './parts/use-merchant-shown'

/** What her shops took today and are owed for it. */
export default observer(function Today() {
  const { offline, till, today } = useMerchantStores()
  const say = useWords(todayWords)
  useEffect(
    () =>
      reaction(
        () => offline.tellings,
        () => void today.list.load(),
      ),
    [offline, today],
  )
  useMerchantShown(
    async () => {
      await Promise.all([till.start(), today.list.load()])
    },
    () => till.stop(),
  )
  return (
    <MerchantPage title={say('title')} place="today">
      <OfflineTakes />
      <Loaded remote={today.list.remote} onRetry={() => today.list.load()}>
        {(day) => <Takes day={day} />}
      </Loaded>
      <ToStatements />
      <ToOwnAccount />
    </MerchantPage>
  )
})

const Takes = observer(function Takes({ day }: { day: Day }) {
  const say = useWords(todayWords)
  const [undoing, setUndoing] = useState<TodayTake>()
  const { items, afterClash, undoneOfBefore } = day
  const isEmpty = items.length === 0 && afterClash.takes === 0 && undoneOfBefore.takes === 0
  return (
    <>
      <TodayShopChoice shops={day.shops} />
      {isEmpty ? (
        <Empty title={say('empty')} detail={say('emptyDetail')} />
      ) : (
        <>
          <TodaySum day={day} />
          {items.length > 0 && <TakeList items={items} onUndo={setUndoing} />}
        </>
      )}
      {undoing && <UndoSheet take={undoing} onClose={() => setUndoing(undefined)} />}
    </>
  )
})

interface TakeListProps {
  items: readonly TodayTake[]
  onUndo: (take: TodayTake) => void
}

const TakeList = observer(function TakeList({ items, onUndo }: TakeListProps) {
  const { today } = useMerchantStores()
  const say = useWords(todayWords)
  return (
    <>
      <Heading>{say('list')}</Heading>
      <List>
        {items.map((take) => (
          <TakeRow
            key={take.voucherId}
            take={take}
            isShopNamed={today.shop === undefined}
            onUndo={() => onUndo(take)}
          />
        ))}
      </List>
    </>
  )
})

/** What the days before came to is for those who settle the merchant's money. */
const ToStatements = observer(function ToStatements() {
  const { navigation } = useStores()
  const { session } = useMember()
  const say = useWords(statementsWords)
  const role = session.membership?.role
  if (role === undefined || !may(role, 'settleMoney')) return null
  return <LinkButton onTap={() => void navigation.open('statements')}>{say('link')}</LinkButton>
})
