import type { OperatorKeyEntry } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { recordDayText, useLocale, useWords } from '../../i18n'
import { keysWords } from '../../i18n/operator/keys'
import { useOperatorStores } from '../../stores/operator'
import { Empty, List, Row, Stamp, Tip, type StampKind } from '../../ui'
import { Loaded } from '../resident/parts'
import { OperatorPage } from './parts/operator-page'

/** The keys an operator signs with: which are valid, and until when. */
export default observer(function KeysPage() {
  const { keys } = useOperatorStores()
  const say = useWords(keysWords)
  return (
    <OperatorPage title={say('title')} onShow={() => keys.load()}>
      <View className="note">{say('how')}</View>
      <Loaded remote={keys.remote} onRetry={() => keys.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph="shield" title={say('empty')} detail={say('emptyDetail')} />
          ) : (
            <>
              <EndingSoon items={items} />
              <List label={say('list')}>
                {items.map((key) => (
                  <KeyRow key={key.keyId} entry={key} />
                ))}
              </List>
            </>
          )
        }
      </Loaded>
    </OperatorPage>
  )
})

/** So many days before the last key ends somebody has to see to the next. */
const SOON_DAYS = 30
const DAY_MILLISECONDS = 86_400_000

/** Said while the only key ends soon and none comes after it. */
function EndingSoon({ items }: { items: readonly OperatorKeyEntry[] }) {
  const { now } = useOperatorStores()
  const locale = useLocale()
  const say = useWords(keysWords)
  const inUse = items.filter(({ state }) => state !== 'ended')
  const [only] = inUse
  if (inUse.length !== 1 || !only?.validTo) return null
  const isSoon = new Date(only.validTo).getTime() - now().getTime() < SOON_DAYS * DAY_MILLISECONDS
  if (!isSoon) return null
  return <Tip kind="wait">{say('soon', { keyId: only.keyId, to: recordDayText(only.validTo, locale) })}</Tip>
}

const STAMPS = { valid: 'done', coming: 'wait', ended: 'plain' } satisfies Record<
  OperatorKeyEntry['state'],
  StampKind
>

/** As the standards write them. */
const ALGORITHMS = {
  ed25519: 'Ed25519',
  'hmac-sha256': 'HMAC-SHA256',
  'hmac-sm3': 'HMAC-SM3',
  'sm2-sm3': 'SM2/SM3',
} satisfies Record<OperatorKeyEntry['algorithm'], string>

function KeyRow({ entry: { keyId, algorithm, validFrom, validTo, state } }: { entry: OperatorKeyEntry }) {
  const locale = useLocale()
  const say = useWords(keysWords)
  const from = recordDayText(validFrom, locale)
  const span =
    validTo === null ? say('since', { from }) : say('span', { from, to: recordDayText(validTo, locale) })
  return (
    <Row
      title={<View className="op-key">{keyId}</View>}
      detail={`${ALGORITHMS[algorithm]} · ${span}`}
      end={<Stamp kind={STAMPS[state]}>{say(state)}</Stamp>}
    />
  )
}
