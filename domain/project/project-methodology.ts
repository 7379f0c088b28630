import type { CityDay } from '#domain/calendar'
import type { ExcludingScheme, SiteKeyKind } from '#domain/exclusion'
import type { Confidence, Words } from '#domain/methodology'

/** What a meter or a survey counts, always in whole units. */
export type MeasuredUnit = 'wattHour' | 'gram'
/** What an installation is as large as. */
export type SizeUnit = 'watt' | 'squareMetre'

/** One measured series and what a unit of it is worth; `minus` for what the project itself causes. */
export interface Measure {
  readonly measure: string
  readonly name: Words
  readonly unit: MeasuredUnit
  readonly sign: 'plus' | 'minus'
  /** Whole µg CO2e a unit: 0.42 kg/kWh is 420,000 µg/Wh. */
  readonly microgramsPerUnit: number
  /** No installation yields more units a day for a unit of its size: 24 Wh for a watt. Null where size sets no limit. */
  readonly unitsPerSizeUnitDayMax: number | null
  readonly source: Words
  readonly confidence: Confidence
}

/** One version of a methodology for projects 减排项目: the whole record, as data. What kind of project it is, is in the data alone. */
export interface ProjectMethodology {
  readonly code: string
  readonly version: number
  readonly schemeId: string
  readonly kind: string
  readonly class: string
  readonly name: Words
  readonly validFrom: CityDay
  readonly validTo: CityDay | null
  readonly applicability: Words
  readonly size: { readonly unit: SizeUnit; readonly max: number | null; readonly source: Words }
  /** Years from the day the installation began to work, in which it may be credited; null without limit. */
  readonly term: { readonly years: number; readonly source: Words } | null
  /** What tells one site from another, and what an owner entrusts. */
  readonly siteKeyKind: Extract<SiteKeyKind, 'gridAccount' | 'landParcel'>
  readonly excludedSchemes: readonly ExcludingScheme[]
  readonly measures: readonly Measure[]
  readonly monitoring: Words
  readonly uses: readonly string[]
  readonly source: Words
  readonly confidence: Confidence
}
