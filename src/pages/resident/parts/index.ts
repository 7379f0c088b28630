/** What several of the resident's pages are made of. */
export { Loaded } from './loaded'
export { More } from './more'
export { ResidentPage } from './resident-page'
export { RideRow } from './ride-row'
export { ToOwnAccount } from './to-own-account'
export { useFailureNotice } from './use-failure-notice'
export { useNamed, useSceneName } from './use-named'
export { useShown } from './use-shown'
