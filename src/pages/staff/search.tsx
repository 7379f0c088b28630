import type { SearchHitList, SearchKind, SearchReason } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { searchWords } from '../../i18n/staff/supervision'
import { useStaffStores } from '../../stores/staff'
import { Button, Chips, Empty, Field, Heading, Tip } from '../../ui'
import { StaffPage, useAct } from './parts'
import { HitCard } from './parts/supervision/hit-card'

const KINDS: readonly SearchKind[] = ['push', 'run', 'account', 'project', 'serial', 'voucher']
const REASONS: readonly SearchReason[] = [
  'inspection',
  'appeal',
  'fraudReport',
  'dataQuality',
  'residentAsked',
]
const VALUE_LENGTH_MAX = 128

/** What a hit leads to. */
interface Followed {
  readonly kind: SearchKind
  readonly value: string
}

/** Looks up the id or number in her hand, for a reason, and follows what it leads to. */
export default observer(function Search() {
  const { search } = useStaffStores().supervision
  const say = useWords(searchWords)
  const [isChecked, setChecked] = useState(false)
  const { perform, fault } = useAct<SearchHitList | undefined, [next?: Followed]>(
    async (next) => (await (next ? search.follow(next.kind, next.value) : search.find())) ?? NOT_ASKED,
    () => setChecked(false),
  )
  const find = async () => {
    setChecked(true)
    if (search.isWhole) await perform()
  }
  return (
    <StaffPage title={say('title')} place="search">
      <View className="cols">
        <View className="col">
          <View className="note">{say('lead')}</View>
          <View className="field-l">{say('kind')}</View>
          <Chips
            label={say('kind')}
            options={KINDS.map((value) => ({ value, name: say(value) }))}
            chosen={search.kind}
            onChoose={(kind) => search.choose(kind)}
          />
          <Field
            label={say('value')}
            hint={say(`${search.kind}Hint`)}
            value={search.value}
            onChange={(value) => search.write({ value })}
            lengthMax={VALUE_LENGTH_MAX}
          />
          {search.kind === 'account' && (
            <Field
              label={say('runOfKey')}
              hint={say('runHint')}
              value={search.runId}
              onChange={(runId) => search.write({ runId })}
            />
          )}
          <View className="field-l">{say('why')}</View>
          <Chips<SearchReason | ''>
            label={say('why')}
            options={REASONS.map((value) => ({ value, name: say(value) }))}
            chosen={search.why}
            onChoose={(why) => why !== '' && search.write({ why })}
          />
          <View role="alert">
            {isChecked && !search.isWhole && <View className="note refuse">{say('whole')}</View>}
            {fault && <Tip kind="refuse">{fault}</Tip>}
          </View>
          <Button onTap={find}>{say('find')}</Button>
        </View>
        <View className="col">
          <Hits onFollow={(kind, value) => void perform({ kind, value })} />
        </View>
      </View>
    </StaffPage>
  )
})

/** Nothing was asked, and nothing is to be said of it. */
const NOT_ASKED = { ok: true, value: undefined } as const

const Hits = observer(function Hits({ onFollow }: { onFollow: (kind: SearchKind, value: string) => void }) {
  const { search } = useStaffStores().supervision
  const say = useWords(searchWords)
  if (!search.hits) return null
  const { items } = search.hits
  if (items.length === 0) return <Empty glyph="scan" title={say('none')} detail={say('noneDetail')} />
  return (
    <>
      <Heading>{say('found', { n: items.length })}</Heading>
      {items.map((hit, place) => (
        <HitCard key={place} hit={hit} onFollow={onFollow} />
      ))}
    </>
  )
})
