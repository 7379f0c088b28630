import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { failureText, useLocale, useWords } from '../../../i18n'
import { voucherWords } from '../../../i18n/mall/vouchers'
import { useMallStores } from '../../../stores/mall'
import { Failure, Skeleton, Tip } from '../../../ui'
import { QrCode } from '../../../ui/qr-code'

/**
 * The code of this minute: to scan, to read aloud, and how long it lasts, all on the first screen whatever the voucher is called. That it
 * changes by itself is announced once; nothing is when it does, and the digits are read when she goes to them.
 */
export const CodeFace = observer(function CodeFace({ name }: { name: string }) {
  const { code } = useMallStores()
  const say = useWords(voucherWords)
  if (code.failure) return <NoCode />
  const isShown = code.digits !== ''
  return (
    <View className="code">
      {/* Beside others she may have; in full it stands below. */}
      <View className="code-n strong">{name}</View>
      {isShown ? (
        <>
          <QrCode text={code.digits} kind="digits" label={say('qr')} />
          <Digits digits={code.digits} />
          <Seconds />
        </>
      ) : (
        <Skeleton lines={5} />
      )}
      {/* Before its words: a region that arrives with them is not read. */}
      <View className="note" role="status" aria-live="polite">
        {isShown && say('toCashier')}
      </View>
      {code.isOwn && (
        <Tip kind="wait" glyph="offline">
          {say('own')}
        </Tip>
      )}
    </View>
  )
})

const GROUP = /\d{3}/g

/** In groups, as one reads them aloud; silent until she goes to them, however often they change. */
function Digits({ digits }: { digits: string }) {
  const say = useWords(voucherWords)
  const groups = digits.match(GROUP) ?? []
  return (
    <View className="code-d" role="img" aria-label={`${say('digits')} ${groups.join(' ')}`}>
      {groups.map((group, index) => (
        <Text className="code-g" key={index}>
          {group}
        </Text>
      ))}
    </View>
  )
}

/** Apart, so that a second sends one short text to the screen. */
const Seconds = observer(function Seconds() {
  const { code } = useMallStores()
  const say = useWords(voucherWords)
  return (
    <View className="note nums">
      {code.secondsLeft > 0 ? say('seconds', { n: code.secondsLeft }) : say('renewing')}
    </View>
  )
})

const NoCode = observer(function NoCode() {
  const { code } = useMallStores()
  const locale = useLocale()
  const say = useWords(voucherWords)
  const { failure } = code
  if (!failure) return null
  const text =
    failure.kind === 'offline'
      ? { message: say('noKey'), next: say('noKeyNext') }
      : failureText(failure, locale)
  return <Failure {...text} onRetry={() => code.rotate('shown')} />
})
