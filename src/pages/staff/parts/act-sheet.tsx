import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import { useStores } from '../../../stores'
import { Button, Chips, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import type { Asked, StaffAct, Written } from './act'
import { refusedPart } from './refused-part'

/**
 * Asks once more before an act: what it is about, what comes of it, and what has to be said with it. A refusal is said here
 * and stays, at the field it is of where it names one.
 */
export const ActSheet = observer(function ActSheet({ act, onClose }: { act: StaffAct; onClose: () => void }) {
  const { ui } = useStores()
  const say = useWords(actWords)
  const { asks = [] } = act
  const [written, setWritten] = useState<Written>(() =>
    Object.fromEntries(asks.map(({ name, initial = '' }) => [name, initial])),
  )
  const [isTried, setTried] = useState(false)
  const { perform, fault, failure } = useAct(
    () => act.perform(trimmed(written)),
    () => {
      ui.say(act.done)
      onClose()
    },
  )
  const refused = refusedPart(failure, asks)
  const faultOf = (asked: Asked) =>
    (isTried ? asked.fault(trimmed(written)[asked.name] ?? '') : undefined) ??
    (asked.name === refused?.name ? fault : undefined)
  const carryOut = async () => {
    setTried(true)
    if (asks.every((asked) => asked.fault(trimmed(written)[asked.name] ?? '') === undefined)) await perform()
  }
  return (
    <Sheet title={act.title} onClose={onClose}>
      <View className="para strong">{act.about}</View>
      {act.digest !== undefined && <Digest digest={act.digest} />}
      <View className="para">
        {typeof act.effect === 'string' ? act.effect : act.effect(trimmed(written))}
      </View>
      {asks.map((asked) => (
        <AskedField
          key={asked.name}
          asked={asked}
          value={written[asked.name] ?? ''}
          fault={faultOf(asked)}
          onChange={(value) => setWritten({ ...written, [asked.name]: value })}
        />
      ))}
      <View role="alert">{fault && !refused && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind={act.kind === 'danger' ? 'danger' : 'primary'} onTap={carryOut}>
        {act.yes}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
})

const trimmed = (written: Written): Written =>
  Object.fromEntries(Object.entries(written).map(([name, value]) => [name, value.trim()]))

function Digest({ digest }: { digest: string }) {
  const say = useWords(actWords)
  return (
    <View className="para">
      <Text className="note">{say('digest')}</Text>
      <View className="mono">{digest}</View>
    </View>
  )
}

interface AskedFieldProps {
  asked: Asked
  value: string
  fault: string | undefined
  onChange: (value: string) => void
}

function AskedField({ asked, value, fault, onChange }: AskedFieldProps) {
  const { label, hint, kind = 'text', options } = asked
  const { lengthMax = kind === 'long' ? REASONS_LENGTH_MAX : LINE_LENGTH_MAX } = asked
  if (options)
    return (
      <View className="field">
        <Text className="field-l">{label}</Text>
        <Chips label={label} options={options} chosen={value} onChoose={onChange} />
        <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
      </View>
    )
  return (
    <Field
      kind={kind}
      label={label}
      value={value}
      onChange={onChange}
      lengthMax={lengthMax}
      {...(hint === undefined ? {} : { hint })}
      {...(fault === undefined ? {} : { fault })}
    />
  )
}

/** As the contract bounds the words of every act: 2 to 2,000, of an exclusion 500. */
const REASONS_LENGTH_MAX = 500
const LINE_LENGTH_MAX = 64
