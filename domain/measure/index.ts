/** Whole quantities with their unit, and how a mass is written for people. */
export {
  floorGrams,
  meters,
  milligrams,
  sumMilligrams,
  type Grams,
  type Meters,
  type Milligrams,
  type Quantity,
} from './quantity'
export { massText, massTextExact, type MassText } from './mass-text'
