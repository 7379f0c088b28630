/** Methodologies 方法学 as data: what a record must hold, and the one multiplication that turns a ride into milligrams. */
export {
  factorPartsOf,
  isInForce,
  quantify,
  type Confidence,
  type Factor,
  type FactorParts,
  type Formula,
  type Methodology,
  type RideQuantity,
  type Words,
} from './methodology'
export { readMethodology, type MethodologyFaults } from './read-methodology'
