import { Stopped } from './stopped'
import type { Flags } from './settings'

/** An option or a word a command cannot do with. */
export const unusable = (what: string, where: string | undefined, next: string): Stopped =>
  new Stopped({ code: 'option.invalid', what, where, next })

/** The only word of a command, or each of so many. Stops with `option.invalid`. */
export const wordsOf = (words: readonly string[], names: readonly string[]): string[] => {
  if (words.length === names.length) return [...words]
  const missing = names[words.length]
  throw missing === undefined
    ? unusable('There is a word too many', words[names.length], 'See --help')
    : unusable(`${missing} is missing`, undefined, 'See --help')
}

export const textFlag = (flags: Flags, name: string): string | undefined => {
  const value = flags[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export const neededFlag = (flags: Flags, name: string): string => {
  const value = textFlag(flags, name)
  if (value === undefined) throw unusable(`--${name} is missing`, undefined, 'See --help')
  return value
}

/** One of these words, the first where none is given. */
export const choiceFlag = <T extends string>(
  flags: Flags,
  name: string,
  choices: readonly [T, ...T[]],
): T => {
  const value = textFlag(flags, name) ?? choices[0]
  const found = choices.find((choice) => choice === value)
  if (found === undefined) throw unusable(`--${name} is one of ${choices.join(', ')}`, value, 'See --help')
  return found
}

/** A whole number from 0 on, as it was written. */
export const digitsOf = (text: string, name: string): string => {
  if (!/^\d{1,20}$/.test(text)) throw unusable(`${name} is a whole number`, text, 'See --help')
  return text
}

export const dayOf = (text: string): string => {
  if (!/^20\d\d-\d\d-\d\d$/.test(text))
    throw unusable('A day is written YYYY-MM-DD', text, 'It is the day of Asia/Shanghai on which rides board')
  return text
}
