import { useLocale } from '../../../i18n'

/** What a record is called in her language; undefined where it does not say. */
export function useRecordName(): (record: Readonly<Record<string, unknown>>) => string | undefined {
  const locale = useLocale()
  return ({ name }) => {
    if (typeof name !== 'object' || name === null) return undefined
    const words: unknown = (name as { readonly [locale: string]: unknown })[locale]
    return typeof words === 'string' ? words : undefined
  }
}
