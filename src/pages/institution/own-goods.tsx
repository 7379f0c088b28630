import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { consentWords } from '../../i18n/institution/consents'
import { ownGoodsWords } from '../../i18n/institution/goods'
import { meWords } from '../../i18n/resident/me'
import { loadTogether, useStores } from '../../stores'
import { useInstitutionStores, type GoodsFilter } from '../../stores/institution'
import { Button, Chips, Empty, LinkButton, LongList, Tip } from '../../ui'
import { Loaded, ToOwnAccount } from '../resident/parts'
import { CreditDoors, DisputesWaiting, GoodsRow, InstitutionPage, WhoActs } from './parts'

const FILTERS: readonly GoodsFilter[] = ['all', 'toDo', 'onSale', 'over']

/** What her institution lists or pays for: what needs doing about it first. */
export default observer(function GoodsPage() {
  const { goods, consents, disputes } = useInstitutionStores()
  const { navigation } = useStores()
  const say = useWords(ownGoodsWords)
  const sayMe = useWords(meWords)
  const load = () => loadTogether(goods.list, consents.list, disputes.list)
  return (
    <InstitutionPage title={say('title')} place="own-goods" onShow={load}>
      <WhoActs />
      <Asked />
      <DisputesWaiting />
      <Offer />
      <Loaded remote={goods.list.remote} onRetry={load}>
        {({ items }) => (items.length === 0 ? <NoGoods /> : <Shelf />)}
      </Loaded>
      <LinkButton onTap={() => void navigation.open('applications', { as: 'institution' })}>
        {sayMe('applications')}
      </LinkButton>
      <GroupsDoor />
      <CreditDoors />
      <ToOwnAccount />
    </InstitutionPage>
  )
})

/** Where others wait for her institution; what it answered once it can answer again. */
const Asked = observer(function Asked() {
  const { consents, navigation } = useInstitutionStores()
  const say = useWords(consentWords)
  const open = () => void navigation.open('consents')
  if ((consents.list.shown?.items ?? []).length === 0) return null
  if (consents.waiting === 0) return <LinkButton onTap={open}>{say('title')}</LinkButton>
  return (
    <Tip kind="wait">
      {say('waitingSome', { n: consents.waiting })}
      <LinkButton onTap={open}>{say('look')}</LinkButton>
    </Tip>
  )
})

/** Groups that people join by a code. */
const GroupsDoor = observer(function GroupsDoor() {
  const { navigation } = useInstitutionStores()
  const say = useWords(ownGoodsWords)
  return <LinkButton onTap={() => void navigation.open('groups')}>{say('groups')}</LinkButton>
})

/** Only a mall operator lists goods; a draft that was begun is gone on with. */
const Offer = observer(function Offer() {
  const { session, navigation } = useInstitutionStores()
  const say = useWords(ownGoodsWords)
  if (!session.membership?.isMallOperator) return null
  return (
    <Button kind="quiet" onTap={() => navigation.open('new-goods')}>
      {say('offer')}
    </Button>
  )
})

const Shelf = observer(function Shelf() {
  const { goods, consents, disputes } = useInstitutionStores()
  const say = useWords(ownGoodsWords)
  // What waits above the list is to be done like the goods in it.
  const waiting = consents.waiting + disputes.waiting
  const countOf = (filter: GoodsFilter) => goods.count(filter) + (filter === 'toDo' ? waiting : 0)
  const options = FILTERS.map((value) => ({ value, name: say(value, { n: countOf(value) }) }))
  const empty = goods.filter === 'toDo' && waiting > 0 ? 'emptyButAbove' : 'emptyFilter'
  return (
    <>
      <Chips
        label={say('filter')}
        options={options}
        chosen={goods.filter}
        onChoose={(filter) => goods.choose(filter)}
      />
      {goods.shown.length === 0 ? (
        <Empty glyph="mall" title={say(empty)} detail={say(`${empty}Detail`)} />
      ) : (
        <View className="own-list">
          <LongList
            label={say('list')}
            items={goods.shown}
            keyOf={({ goodsId }) => goodsId}
            draw={(one) => <GoodsRow goods={one} />}
            onNearEnd={nothing}
          />
        </View>
      )}
    </>
  )
})

/** The list comes whole. */
const nothing = () => {}

const NoGoods = observer(function NoGoods() {
  const { session } = useInstitutionStores()
  const say = useWords(ownGoodsWords)
  const detail = session.membership?.isMallOperator ? 'emptyMall' : 'emptySponsor'
  return <Empty glyph="mall" title={say('empty')} detail={say(detail)} />
})
