/** Whole quantities with their unit, and how a mass is written for people. */
export {
  fen,
  floorGrams,
  grams,
  meters,
  milligrams,
  points,
  sumMilligrams,
  type Fen,
  type Grams,
  type Meters,
  type Milligrams,
  type Points,
  type Quantity,
} from './quantity'
export { massText, massTextExact, type MassText } from './mass-text'
