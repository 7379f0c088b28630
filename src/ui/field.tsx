import { Input, Text, Textarea, View } from '@tarojs/components'
import { isInBrowser } from './browser-focus'

export interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  /** What is wrong with the value, in words; the field is marked by it. */
  fault?: string
  /** `secret` is not shown while it is written. */
  kind?: 'text' | 'number' | 'long' | 'secret'
  lengthMax?: number
}

/** A labelled line or paragraph to write in. */
export function Field({ label, value, onChange, hint, fault, kind = 'text', lengthMax = 500 }: FieldProps) {
  // As a word: a browser reads a bare attribute as "not invalid".
  const isInvalid: 'true' | 'false' = fault ? 'true' : 'false'
  const common = {
    value,
    maxlength: lengthMax,
    'aria-label': label,
    'aria-invalid': isInvalid,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    // The element a browser focuses lies inside Taro's and has to be named by itself.
    nativeProps: {
      'aria-label': label,
      'aria-invalid': isInvalid,
      ...(kind === 'number' ? { inputmode: 'numeric' } : {}),
    },
  }
  return (
    <View className="field">
      <Text className="field-l">{label}</Text>
      {kind === 'long' ? (
        <Textarea className={fault ? 'field-c field-long field-bad' : 'field-c field-long'} {...common} />
      ) : (
        <Input
          className={fault ? 'field-c field-bad' : 'field-c'}
          // Taro's own number field of a browser swallows what is no digit and makes 15 of 1.5: there only the keyboard is of digits.
          type={kind === 'number' && !isInBrowser() ? 'number' : 'text'}
          password={kind === 'secret'}
          {...common}
        />
      )}
      {!fault && hint && <Text className="row-d">{hint}</Text>}
      <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
    </View>
  )
}
