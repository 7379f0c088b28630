import type { OfflineForm, Voucher } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayText, timeText, useLocale, useWords } from '../../../i18n'
import { voucherWords } from '../../../i18n/mall/vouchers'
import { useStores } from '../../../stores'
import { useMallStores } from '../../../stores/mall'
import { Button, Sheet } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { QrCode } from '../../../ui/qr-code'

/** A form for a till without network: made beforehand, kept on the phone, and while it is out the voucher stays hers. */
export function OfflineFormButton({ voucher: { voucherId } }: { voucher: Voucher }) {
  const { code, vouchers } = useMallStores()
  const say = useWords(voucherWords)
  const sayFailure = useFailureNotice()
  const [isOpen, setOpen] = useState(false)
  const [form, setForm] = useState<OfflineForm>()
  const open = () => {
    setForm(code.formOf(voucherId))
    setOpen(true)
  }
  const make = async () => {
    const result = await code.makeForm(voucherId)
    if (!result.ok) return sayFailure(result)
    setForm(result.value)
    // From now on it cannot be given back, which the page says.
    await vouchers.one.value.load()
  }
  return (
    <>
      <Button kind="quiet" onTap={open}>
        {say('form')}
      </Button>
      {isOpen && (
        <Sheet title={say('formTitle')} onClose={() => setOpen(false)}>
          {form ? (
            <FormFace form={form} />
          ) : (
            <>
              <View className="para">{say('formWhy')}</View>
              <Button onTap={make}>{say('formMake')}</Button>
            </>
          )}
        </Sheet>
      )}
    </>
  )
}

function FormFace({ form: { form, until } }: { form: OfflineForm }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(voucherWords)
  const when = dayText(until, locale, now())
  return (
    <View className="code">
      <QrCode text={form} kind="base45" label={say('formQr')} />
      <View className="note">{say('formUntil', { when, time: timeText(until) })}</View>
    </View>
  )
}
