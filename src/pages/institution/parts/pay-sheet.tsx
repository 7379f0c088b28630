import type { StatementDue } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../../i18n'
import { duesWords } from '../../../i18n/institution/money'
import { signedYuanText, yuanText } from '../../../i18n/yuan'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { DueLines } from './due-lines'

/** As long as the service takes. */
const REFERENCE_MAX = 64

/** What one day comes to, and the number of the transfer that paid it. */
export const PaySheet = observer(function PaySheet({
  due,
  onClose,
}: {
  due: StatementDue
  onClose: () => void
}) {
  const { ui } = useStores()
  const { dues } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(duesWords)
  const [reference, setReference] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  // What is deducted in full needs no transfer, and so has no number of one.
  const hasTransfer = due.toPayFen > 0
  const isGood = !hasTransfer || reference.trim() !== ''
  const { perform, fault } = useAct(
    () => dues.pay(due, hasTransfer ? reference.trim() : say('deductionReference')),
    () => {
      ui.say(say('done'))
      onClose()
    },
  )
  const save = async () => {
    setFaulty(!isGood)
    if (isGood) await perform()
  }
  const title = say('payTitle', { merchant: due.merchant[locale] })
  if (dues.isDeduction(due))
    return (
      <Sheet title={title} onClose={onClose}>
        <DueFigures due={due} />
        <DueLines due={due} />
        <Button onTap={onClose}>{say('close')}</Button>
      </Sheet>
    )
  return (
    <Sheet title={title} onClose={onClose}>
      <DueFigures due={due} />
      <DueLines due={due} />
      {hasTransfer && (
        <Field
          label={say('reference')}
          hint={say('referenceHint')}
          value={reference}
          onChange={setReference}
          lengthMax={REFERENCE_MAX}
          {...(isFaulty && !isGood ? { fault: say('referenceFault') } : {})}
        />
      )}
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={save}>{say(hasTransfer ? 'pay' : 'settle')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
})

const DueFigures = observer(function DueFigures({ due }: { due: StatementDue }) {
  const { dues, now } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(duesWords)
  const { day, fen, paidFen, lossFen, toPayFen, state } = due
  const isDeduction = dues.isDeduction(due)
  const isDeducted = toPayFen > 0 && toPayFen < fen - paidFen
  return (
    <>
      <View className="para nums">
        {say('ofDay', { day: dayText(day, locale, now()), n: signedYuanText(fen) })}
      </View>
      {paidFen !== 0 && <View className="note nums">{say('already', { n: signedYuanText(paidFen) })}</View>}
      {lossFen !== 0 && <View className="note nums">{say('loss', { n: signedYuanText(lossFen) })}</View>}
      {isDeducted && <View className="note">{say('deducted')}</View>}
      {isDeduction ? (
        <View className="para">{say('isDeduction')}</View>
      ) : (
        <View className="strong nums">
          {toPayFen > 0 ? say('toPay', { n: yuanText(toPayFen) }) : say('nothingToPay')}
        </View>
      )}
      {state === 'disputed' && <Tip kind="wait">{say('isDisputed')}</Tip>}
    </>
  )
})
