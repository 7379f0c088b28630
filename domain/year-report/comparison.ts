import data from './comparison.json'

/** As much carbon as so many whole kilowatt-hours from the grid emit. */
export interface Comparison {
  readonly kilowattHours: number
  readonly milligramsPerKilowattHour: number
  readonly source: { readonly zh: string; readonly en: string }
}

/**
 * The one comparison with an official factor: 0.42 kg/kWh of Shanghai's grid (沪环气〔2022〕34号). Rounded down, so that nobody is told more
 * than she saved; null below one kilowatt-hour. Trees are not compared with: no official factor says what one takes up.
 */
export const comparisonOf = (milligrams: number): Comparison | null => {
  const { milligramsPerKilowattHour, source } = data
  const kilowattHours = Math.floor(milligrams / milligramsPerKilowattHour)
  return kilowattHours < 1 ? null : { kilowattHours, milligramsPerKilowattHour, source }
}
