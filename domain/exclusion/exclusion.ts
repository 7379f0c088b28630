import type { CityDay } from '#domain/calendar'

/** Markets and schemes whose reductions may not be counted a second time: national or local ETS, CCER, any other scheme. */
export type ExcludingScheme = 'ets' | 'ccer' | 'other'

/**
 * By what a site is known. gridAccount: 户号 of the power company; landParcel: 宗地号; meter: its number; creditCode: 统一社会信用代码 of the
 * organisation on whose site it stands; projectNo: the number it was registered under elsewhere.
 */
export type SiteKeyKind = 'gridAccount' | 'landParcel' | 'meter' | 'creditCode' | 'projectNo'

/** One name of a site. `value` as `siteKey` writes it. */
export interface SiteKey {
  readonly kind: SiteKeyKind
  readonly value: string
}

/** City days from `from` on, before `to`; null: without an end. */
export interface Days {
  readonly from: CityDay
  readonly to: CityDay | null
}

/** A site that another scheme has counted, or counts, in those days. */
export interface ExclusionEntry extends Days {
  readonly scheme: ExcludingScheme
  readonly key: SiteKey
}

/** A site's number as it is compared: capitals, without the blanks and hyphens people group digits with. */
export const siteValue = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase()

export const siteKey = (kind: SiteKeyKind, text: string): SiteKey => ({ kind, value: siteValue(text) })

const ORDER: readonly ExcludingScheme[] = ['ets', 'ccer', 'other']

/**
 * Entries that speak against a site with these names in those days: any name is the same and any day in common. ETS first, then
 * CCER, then others, so that the same list is always refused by the same name.
 */
export const exclusionsAgainst = <E extends ExclusionEntry>(
  entries: readonly E[],
  keys: readonly SiteKey[],
  days: Days,
): readonly E[] =>
  entries
    .filter((entry) => keys.some(({ kind, value }) => kind === entry.key.kind && value === entry.key.value))
    .filter((entry) => isBefore(entry.from, days.to) && isBefore(days.from, entry.to))
    .sort((a, b) => ORDER.indexOf(a.scheme) - ORDER.indexOf(b.scheme))

const isBefore = (day: CityDay, end: CityDay | null): boolean => end === null || day < end
