import type { Voucher } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useCallback, useState } from 'react'
import { useWords } from '../../i18n'
import { vouchersWords } from '../../i18n/mall/vouchers'
import { useStores } from '../../stores'
import { useMallStores } from '../../stores/mall'
import { Button, Empty, Heading, LinkButton, LongList } from '../../ui'
import { Loaded, ResidentPage, useFailureNotice, useShown } from '../resident/parts'
import './mall.scss'
import { PastVoucher } from './parts/past-voucher'
import { VoucherStub } from './parts/voucher-stub'

/** Her vouchers: those she can use first, then what became of the others. */
export default observer(function VouchersPage() {
  const { vouchers } = useMallStores()
  const say = useWords(vouchersWords)
  useShown(() => vouchers.list.load())
  return (
    <ResidentPage title={say('title')}>
      <Loaded remote={vouchers.list.remote} onRetry={() => vouchers.list.load()}>
        {() => <Vouchers />}
      </Loaded>
    </ResidentPage>
  )
})

const Vouchers = observer(function Vouchers() {
  const { vouchers } = useMallStores()
  const say = useWords(vouchersWords)
  const sayFailure = useFailureNotice()
  const { items, hasMore } = vouchers.all
  const past = items.filter(({ state }) => PAST.includes(state))
  const loadMore = useCallback(() => void vouchers.all.loadMore(), [vouchers])
  const older = async () => {
    const result = await vouchers.all.loadMore()
    if (result?.ok === false) sayFailure(result)
  }
  return (
    <>
      <Usable vouchers={items.filter(({ state }) => USABLE.includes(state))} />
      {past.length > 0 && (
        <>
          <Heading>{say('past')}</Heading>
          <View className="past">
            <LongList
              label={say('past')}
              items={past}
              keyOf={({ voucherId }) => voucherId}
              draw={(voucher) => <PastVoucher voucher={voucher} />}
              onNearEnd={loadMore}
            />
          </View>
        </>
      )}
      {/* Scrolling brings them by itself; this is for whoever does not scroll, and for a page that did not come. */}
      {hasMore && (
        <Button kind="quiet" onTap={older}>
          {say('older')}
        </Button>
      )}
    </>
  )
})

/** A hold that was let go is none of them: nothing came of it. */
const USABLE: readonly Voucher['state'][] = ['held', 'issued']
const PAST: readonly Voucher['state'][] = ['redeemed', 'refunded', 'expired']

/** So many stubs are drawn at first. */
const STUBS_AT_FIRST = 6

function Usable({ vouchers }: { vouchers: readonly Voucher[] }) {
  const { navigation } = useStores()
  const say = useWords(vouchersWords)
  const [isWhole, setWhole] = useState(false)
  if (vouchers.length === 0)
    return (
      <Empty glyph="voucher" title={say('noneUsable')} detail={say('noneUsableHint')}>
        <Button kind="quiet" onTap={() => void navigation.replace('goods')}>
          {say('toMall')}
        </Button>
      </Empty>
    )
  const drawn = isWhole ? vouchers : vouchers.slice(0, STUBS_AT_FIRST)
  return (
    <>
      <Heading>{say('usable')}</Heading>
      <View role="group" aria-label={say('usable')}>
        {drawn.map((voucher) => (
          <VoucherStub voucher={voucher} key={voucher.voucherId} />
        ))}
      </View>
      {drawn.length < vouchers.length && (
        <LinkButton onTap={() => setWhole(true)}>
          {say('more', { n: vouchers.length - drawn.length })}
        </LinkButton>
      )}
    </>
  )
}
