import type { StatementDue } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../../i18n'
import { duesWords } from '../../../i18n/institution/money'
import { signedYuanText } from '../../../i18n/yuan'
import { useInstitutionStores } from '../../../stores/institution'
import { Glyph, Stamp } from '../../../ui'

/** What is owed to one merchant for one day; a tap shows what it is made of and asks whether it is paid. */
export const DueRow = observer(function DueRow({ due, onTap }: { due: StatementDue; onTap: () => void }) {
  const { dues, now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(duesWords)
  const when = (day: string) => dayText(day, locale, now())
  const isDeduction = dues.isDeduction(due)
  const [kind, word] = isDeduction
    ? (['plain', 'deduction'] as const)
    : dues.isLate(due)
      ? (['refused', 'late'] as const)
      : due.state === 'disputed'
        ? (['refused', 'disputed'] as const)
        : (['wait', 'unpaid'] as const)
  const fen = isDeduction ? due.fen - due.paidFen : due.toPayFen
  return (
    <View className="row own row-tap" hoverClass="hover" role="button" onClick={onTap}>
      <View className="row-b">
        <View className="ride-t own-n">{due.merchant[locale]}</View>
        <View className="ride-d">{say('row', { day: when(due.day) })}</View>
        {!isDeduction && <View className="ride-d">{say('due', { day: when(due.dueOn) })}</View>}
      </View>
      <View className="own-e">
        <View className="ride-m">{say('amount', { n: signedYuanText(fen) })}</View>
        <Stamp kind={kind}>{say(word)}</Stamp>
      </View>
      <Glyph name="go" className="gi-s row-go" />
    </View>
  )
})
