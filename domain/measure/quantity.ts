declare const unit: unique symbol

/** A whole number of one unit. The brand keeps milligrams, metres, points and fen from being mixed; the constructor keeps fractions out. */
export type Quantity<U extends string> = number & { readonly [unit]: U }

export type Milligrams = Quantity<'mgCO2e'>
export type Meters = Quantity<'m'>
export type Grams = Quantity<'gCO2e'>
/** Not money, not transferable between persons. */
export type Points = Quantity<'point'>
/** 分: hundredths of a yuan. */
export type Fen = Quantity<'fen'>

const whole = <U extends string>(name: U, value: number): Quantity<U> => {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be a whole number from 0 to 2^53-1, got ${value}`)
  }
  return value as Quantity<U>
}

/** Throws RangeError for a fraction, a negative or an unsafe number: such a value is a bug by the time it gets here. */
export const milligrams = (value: number): Milligrams => whole('mgCO2e', value)
export const meters = (value: number): Meters => whole('m', value)
export const grams = (value: number): Grams => whole('gCO2e', value)
export const points = (value: number): Points => whole('point', value)
export const fen = (value: number): Fen => whole('fen', value)

/** Sum of one person's or ride's quantities; throws beyond 2^53. Sums over a city are bigint and do not come here. */
export const sumMilligrams = (values: Iterable<Milligrams>): Milligrams => {
  let sum = 0
  for (const value of values) sum += value
  return milligrams(sum)
}

/** Whole grams inside a mass. The resident keeps the rest as milligrams: she is never credited with a gram that was not saved. */
export const floorGrams = (mass: Milligrams): Grams => grams(Math.floor(mass / 1000))
