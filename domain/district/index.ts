/** The city's districts 区, one list for whoever names one: a resident, a ranking, an address. */
import data from './districts.json'

export interface District {
  /** Six digits of GB/T 2260. */
  readonly code: string
  readonly name: { readonly zh: string; readonly en: string }
}

/** Shanghai's 16 districts. Source: the Ministry of Civil Affairs' list of codes. */
export const DISTRICTS: readonly District[] = data.districts

export const districtOf = (code: string): District | undefined =>
  DISTRICTS.find((district) => district.code === code)
