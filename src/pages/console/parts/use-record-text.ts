import { decimalText, useLocale, useWords, type Locale } from '../../../i18n'
import { recordWords } from '../../../i18n/console/methodologies'
import { useSceneName } from '../../resident/parts'

/** The fields of a methodology in the order of the official outline, those of the outline itself by their own names. */
export const RECORD_FIELDS = [
  'name',
  'sceneId',
  'class',
  'applicability',
  'references',
  'terms',
  'boundary',
  'baseline',
  'additionality',
  'formula',
  'factors',
  'derivation',
  'parameters',
  'monitoring',
  'exclusions',
  'uses',
  'source',
  'author',
  'confidence',
] as const
export type RecordField = (typeof RECORD_FIELDS)[number]

type Fields = Readonly<Record<string, unknown>>

/** A field of a record as lines to read; a record may be half written, and anything may stand in it. */
export function useRecordText(): (field: RecordField, value: unknown) => readonly string[] {
  const locale = useLocale()
  const say = useWords(recordWords)
  const sceneName = useSceneName()
  return (field, value) => {
    if (field === 'sceneId' && typeof value === 'string') return [sceneName(value)]
    if (field === 'formula') return formulaLines(value, say)
    const named = (one: unknown) => {
      const known = field === 'uses' || field === 'confidence' ? namedOf(one) : undefined
      return known === undefined ? one : say(known)
    }
    return linesOf(Array.isArray(value) ? value.map(named) : named(value), locale, (key, one) =>
      key === 'monitored' ? say(one === true ? 'monitored' : 'fixed') : key === 'role' ? '' : undefined,
    )
  }
}

/** What the outline asks for lies one level deeper. */
export const fieldOf = (record: Fields, field: RecordField): unknown =>
  record[field] ?? (isFields(record['outline']) ? record['outline'][field] : undefined)

const NAMED = ['points', 'sale', 'offset', 'donation', 'surrender', 'C', 'S', 'A', 'D'] as const

const namedOf = (key: unknown) => NAMED.find((known) => known === key)

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const formulaLines = (
  value: unknown,
  say: (key: 'perMetre' | 'perBoarding', values: { grams: string }) => string,
): readonly string[] => {
  if (!isFields(value)) return []
  const { kind, microgramsPerMeter, milligramsPerBoarding } = value
  // µg per metre and mg per boarding both read as thousandths of a gram.
  if (kind === 'perMetre' && typeof microgramsPerMeter === 'number')
    return [say('perMetre', { grams: decimalText(microgramsPerMeter, 3) })]
  return typeof milligramsPerBoarding === 'number'
    ? [say('perBoarding', { grams: decimalText(milligramsPerBoarding, 3) })]
    : []
}

/** A list is a line an entry, an entry of several parts its parts between dots; words are read in one language. */
function linesOf(
  value: unknown,
  locale: Locale,
  told: (key: string, value: unknown) => string | undefined,
): readonly string[] {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) return value.flatMap((one) => linesOf(one, locale, told).join(' · ') || [])
  if (!isFields(value)) return [String(value)]
  if ('zh' in value && 'en' in value) return linesOf(value[locale], locale, told)
  return [
    Object.entries(value)
      .map(([key, one]) => told(key, one) ?? linesOf(one, locale, told).join(' · '))
      .filter(Boolean)
      .join(' · '),
  ]
}
