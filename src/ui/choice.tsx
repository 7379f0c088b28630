import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Glyph, type GlyphName } from './glyph'

export interface Option<Value extends string> {
  readonly value: Value
  readonly name: string
  readonly glyph?: GlyphName
}

interface ChoiceProps<Value extends string> {
  label: string
  options: readonly Option<Value>[]
  chosen: Value
  onChoose: (value: Value) => void
}

/** Two to four exclusive choices, all visible. */
export function SegmentedControl<Value extends string>({
  label,
  options,
  chosen,
  onChoose,
}: ChoiceProps<Value>) {
  return (
    <View className="seg" role="radiogroup" aria-label={label}>
      {options.map(({ value, name }) => (
        <View
          key={value}
          className={value === chosen ? 'seg-i seg-on' : 'seg-i'}
          role="radio"
          aria-checked={value === chosen}
          onClick={() => onChoose(value)}
        >
          {name}
        </View>
      ))}
    </View>
  )
}

/** A filter: one of several, and the chosen one also carries a tick. */
export function Chips<Value extends string>({ label, options, chosen, onChoose }: ChoiceProps<Value>) {
  return (
    <View className="chips" role="radiogroup" aria-label={label}>
      {options.map(({ value, name, glyph }) => {
        const sign = value === chosen ? 'done' : glyph
        return (
          <View
            key={value}
            className={value === chosen ? 'chip chip-on' : 'chip'}
            hoverClass="hover"
            role="radio"
            aria-checked={value === chosen}
            onClick={() => onChoose(value)}
          >
            {sign && <Glyph name={sign} />}
            <Text>{name}</Text>
          </View>
        )
      })}
    </View>
  )
}

export interface DescribedOption<Value extends string> extends Option<Value> {
  /** What it means, or why it cannot be chosen. */
  readonly detail: string
  readonly isOff?: boolean
}

/** Exclusive choices that have to be told apart in a sentence each. */
export function ChoiceList<Value extends string>({
  label,
  options,
  chosen,
  onChoose,
}: Omit<ChoiceProps<Value>, 'options'> & { options: readonly DescribedOption<Value>[] }) {
  return (
    <View className="opts" role="radiogroup" aria-label={label}>
      {options.map(({ value, name, detail, glyph, isOff = false }) => (
        <View
          key={value}
          className={`opt${value === chosen ? ' opt-on' : ''}${isOff ? ' opt-off' : ''}`}
          hoverClass={isOff ? 'none' : 'hover'}
          role="radio"
          aria-checked={value === chosen}
          aria-disabled={isOff}
          onClick={() => !isOff && onChoose(value)}
        >
          {glyph && <Glyph name={glyph} />}
          <View className="opt-b">
            <View className="opt-t">{name}</View>
            <View className="row-d">{detail}</View>
          </View>
          <View className="opt-r">{value === chosen && <Glyph name="done" />}</View>
        </View>
      ))}
    </View>
  )
}

interface SwitchProps {
  label: string
  isOn: boolean
  isBusy?: boolean
  onTurn: (isOn: boolean) => void
}

/** On or off at once. While the answer is under way it keeps its place and hears no second tap. */
export function Switch({ label, isOn, isBusy = false, onTurn }: SwitchProps) {
  return (
    <View
      className="sw-tap"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onTurn(!isOn)}
    >
      <Knob isOn={isOn} isBusy={isBusy} />
    </View>
  )
}

function Knob({ isOn, isBusy = false }: { isOn: boolean; isBusy?: boolean }) {
  return (
    <View className={`sw${isOn ? ' sw-on' : ''}${isBusy ? ' sw-busy' : ''}`}>
      <View className="sw-k" />
    </View>
  )
}

interface SwitchRowProps {
  title: ReactNode
  detail?: ReactNode
  isOn: boolean
  onTurn: (isOn: boolean) => void
}

/** A line of a list that is on or off: all of it is tapped, and it is one thing for the ear, called by what stands on it. */
export function SwitchRow({ title, detail, isOn, onTurn }: SwitchRowProps) {
  return (
    <View className="row" hoverClass="hover" role="switch" aria-checked={isOn} onClick={() => onTurn(!isOn)}>
      <View className="row-b">
        <View className="row-t">{title}</View>
        {detail && <View className="row-d">{detail}</View>}
      </View>
      <View className="sw-tap">
        <Knob isOn={isOn} />
      </View>
    </View>
  )
}
