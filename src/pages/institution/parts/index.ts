/** What several of the institution's pages are made of. */
export { CreditDoors } from './credit-doors'
export { DisputesWaiting } from './disputes-waiting'
export { GoodsRow } from './goods-row'
export { GoodsStamp } from './goods-stamp'
export { InstitutionPage } from './institution-page'
export { opensGroups } from './opens-groups'
export { WhoActs } from './who-acts'
