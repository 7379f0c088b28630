import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { changeWords } from '../../../i18n/institution/goods'
import type { InstitutionStores } from '../../../stores/institution'
import { Button, Field, Sheet, Tip, type FieldProps } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

interface FigureSheetProps extends Pick<FieldProps, 'kind' | 'label' | 'lengthMax'> {
  title: string
  /** What stands there now, in words. */
  now: string
  initial: string
  /** The figure somebody wrote; undefined when it is none that can be set. */
  read: (text: string) => number | undefined
  /** What this figure would mean. */
  hintOf: (figure: number) => string
  /** What can be set, in words. */
  bounds: string
  set: (figure: number) => ReturnType<InstitutionStores['goods']['setStock']>
  onDone: (changed: OwnGoods) => void
  onClose: () => void
}

/** Sets one figure of goods, and says beforehand what it would mean; what cannot be set is marked and not sent. */
export function FigureSheet(props: FigureSheetProps) {
  const { title, now, initial, read, hintOf, bounds, set, onDone, onClose, ...field } = props
  const say = useWords(changeWords)
  const [text, setText] = useState(initial)
  const [isFaulty, setFaulty] = useState(false)
  const figure = read(text)
  const { perform, fault } = useAct(set, (changed) => {
    onDone(changed)
    onClose()
  })
  const save = async () => {
    setFaulty(figure === undefined)
    if (figure !== undefined) await perform(figure)
  }
  return (
    <Sheet title={title} onClose={onClose}>
      <View className="para nums">{now}</View>
      <Field
        value={text}
        onChange={setText}
        {...field}
        {...(figure === undefined ? {} : { hint: hintOf(figure) })}
        {...(isFaulty && figure === undefined ? { fault: bounds } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={save}>{say('save')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
