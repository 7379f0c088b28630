import type { Words } from '#domain/methodology'
import {
  decimalText,
  numberText,
  recordDayText,
  sizeText,
  useLocale,
  useWords,
  type Locale,
  type Say,
} from '../../../i18n'
import { ruleValueWords } from '../../../i18n/register/rule'

interface Saying {
  readonly say: Say<typeof ruleValueWords>
  readonly locale: Locale
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isWords = (value: unknown): value is Words =>
  isFields(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string'

/** A field of a published record in lines for people, whatever kind of value it holds. */
export function useFieldText(): (value: unknown) => readonly string[] {
  const locale = useLocale()
  const say = useWords(ruleValueWords)
  return (value) => linesOf(value, { say, locale })
}

const linesOf = (value: unknown, saying: Saying): readonly string[] => {
  const { say, locale } = saying
  if (value === null || value === undefined) return [say('none')]
  if (Array.isArray(value))
    return value.length === 0 ? [say('none')] : value.flatMap((one) => linesOf(one, saying))
  if (isWords(value)) return [value[locale]]
  if (isFields(value)) return [recordText(value, saying)]
  if (typeof value === 'number') return [numberText(value)]
  return [wordText(String(value), saying)]
}

/** A day, a word of the record's own vocabulary, or a text as it stands. */
const wordText = (text: string, { say, locale }: Saying): string => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return recordDayText(text, locale)
  return text in ruleValueWords ? say(text as 'points') : text
}

/** Parts of a record that are objects: formula, factor, measure, size, term, term of art, parameter, author. */
const recordText = (record: Fields, saying: Saying): string => {
  const { say, locale } = saying
  const word = (field: string): string => linesOf(record[field], saying).join(' ')
  // µg per metre and mg per boarding both read as thousandths of a gram.
  const rate = Number(record['microgramsPerMeter'] ?? record['milligramsPerBoarding'])
  if (record['kind'] === 'perMetre') return say('perMetre', { grams: decimalText(rate, 3) })
  if (record['kind'] === 'perBoarding') return say('perBoarding', { grams: decimalText(rate, 3) })
  if ('years' in record) return say('years', { n: word('years') })
  if ('max' in record)
    return record['max'] === null
      ? say('none')
      : sizeText(Number(record['max']), record['unit'] === 'squareMetre' ? 'squareMetre' : 'watt', locale)
  if ('microgramsPerUnit' in record) return measureText(record, saying)
  if ('meaning' in record) return `${word('term')}${locale === 'zh' ? '：' : ': '}${word('meaning')}`
  return ['symbol', 'name', 'value', 'unit']
    .filter((field) => field in record)
    .map(word)
    .join(' ')
}

/** µg a watt hour are kg a kilowatt hour, and µg a gram are g a gram, six places smaller. */
const measureText = ({ name, unit, sign, microgramsPerUnit }: Fields, saying: Saying): string => {
  const [named, signed] = [name, sign].map((value) => linesOf(value, saying).join(' '))
  const n = decimalText(Number(microgramsPerUnit), MILLIONTHS)
  const values = { name: named ?? '', sign: signed ?? '', n }
  return saying.say(unit === 'gram' ? 'perGram' : 'perKilowattHour', values)
}

const MILLIONTHS = 6
