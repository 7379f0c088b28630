import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../../i18n'
import {
  draftFaultWords,
  draftFieldWords,
  draftHintWords,
  draftRangeWords,
} from '../../../i18n/institution/new-goods'
import {
  PAYABLE_FEN_MAX,
  RANGES,
  useInstitutionStores,
  type Draft,
  type DraftField,
} from '../../../stores/institution'
import { Field, type FieldProps } from '../../../ui'

/** The fields that are written in. */
type Written = { [Name in DraftField]: Draft[Name] extends string ? Name : never }[DraftField]

interface DraftFieldProps extends Pick<FieldProps, 'kind' | 'lengthMax'> {
  /** Where its name is not the usual one. */
  label?: keyof typeof draftFieldWords
  field: Exclude<Written, 'kind' | 'sponsorId'>
  hint?: keyof typeof draftHintWords
}

/** One line of the draft with what is wrong with it beside it. */
export const WrittenField = observer(function WrittenField({
  field,
  hint,
  label = field,
  ...rest
}: DraftFieldProps) {
  const { newGoods } = useInstitutionStores()
  const say = useWords(draftFieldWords)
  const sayHint = useWords(draftHintWords)
  const fault = useFault(field)
  return (
    <Field
      label={say(label)}
      value={newGoods.draft[field]}
      onChange={(value) => newGoods.change({ [field]: value })}
      {...(hint === undefined ? {} : { hint: sayHint(hint) })}
      {...(fault === undefined ? {} : { fault })}
      {...rest}
    />
  )
})

const FEN_A_YUAN = 100

/** What is wrong with a field, in words. */
export function useFault(field: DraftField): string | undefined {
  const { newGoods } = useInstitutionStores()
  const say = useWords(draftFaultWords)
  const sayRange = useWords(draftRangeWords)
  const fault = newGoods.faults[field]
  if (fault === undefined) return undefined
  if (fault === 'range') {
    const isWhole = field in RANGES
    const [min, max] = isWhole ? RANGES[field as keyof typeof RANGES] : [0, PAYABLE_FEN_MAX / FEN_A_YUAN]
    return sayRange(isWhole ? 'range' : 'yuanRange', { min: numberText(min), max: numberText(max) })
  }
  if (fault === 'missing' && (field === 'sponsorId' || field === 'shopIds')) return say('missingChoice')
  return say(fault)
}
