/** What the pages of mall operators and sponsors read. Apart from the residents' stores, so that it stays in its subpackage. */
export { createInstitutionStores, type InstitutionStores } from './create-institution-stores'
export {
  isCoupon,
  PAYABLE_FEN_MAX,
  RANGES,
  STEPS,
  type Draft,
  type DraftField,
  type DraftKind,
} from './draft'
export { ALL_SHOPS, type FiguresStore } from './figures-store'
export { budgetOf, sumBudgets } from './sponsored'
export { readWhole } from '../read-whole'
export { readYuan, yuanDigits } from './read-figure'
export { budgetBoundFen, leftOf, missingOf, stockTaken, type GoodsState } from './goods-state'
export { type GoodsFilter } from './goods-store'
export { type InstitutionPageName } from './institution-navigation'
export { type PictureFault, type PutPicture } from './picture-store'
export { useInstitutionStores } from './use-institution-stores'
