/** Companies of the simulated city: who runs the mall, who pays, who sells, and the people that act for them. */
export { COMPANIES, type Company, type DeliveredKind } from './companies'
export { createPosClient, type PosClient, type PosClientOptions } from './pos-client'
export { startPosWindow, type PosWindow, type PosWindowOptions } from './pos-window'
export { actAsOwner, keyIdOf, settleCompanies, type CompanyPlaces } from './settle-companies'
