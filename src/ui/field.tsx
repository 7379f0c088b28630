import { Input, Text, Textarea, View } from '@tarojs/components'

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
  const common = {
    value,
    maxlength: lengthMax,
    'aria-label': label,
    'aria-invalid': Boolean(fault),
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    // The element a browser focuses lies inside Taro's and has to be named by itself.
    nativeProps: { 'aria-label': label, 'aria-invalid': Boolean(fault) },
  }
  return (
    <View className="field">
      <Text className="field-l">{label}</Text>
      {kind === 'long' ? (
        <Textarea className={fault ? 'field-c field-long field-bad' : 'field-c field-long'} {...common} />
      ) : (
        <Input
          className={fault ? 'field-c field-bad' : 'field-c'}
          type={kind === 'number' ? 'number' : 'text'}
          password={kind === 'secret'}
          {...common}
        />
      )}
      {(fault ?? hint) && <Text className={fault ? 'row-d refuse' : 'row-d'}>{fault ?? hint}</Text>}
    </View>
  )
}
