/** A record as the service keeps it: whatever it holds, nothing of it is taken for granted. */
export type Fields = Readonly<Record<string, unknown>>
/** One text in both languages. */
export type Pair = { readonly zh: string; readonly en: string }

/** A text in both languages; whoever writes no English is read in Chinese there too. Undefined for an empty one. */
export function words(zh: string, en = ''): Pair | undefined {
  const text = zh.trim()
  return text === '' ? undefined : { zh: text, en: en.trim() || text }
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
export const zhOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? textOf((value as Fields)['zh']) : ''
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const linesOf = (value: unknown): string => listOf(value).map(zhOf).join('\n')

export const withoutMissing = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
