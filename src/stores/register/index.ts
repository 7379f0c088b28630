/** What the pages of the public register read. Apart from the residents' stores, and without her token: looking something up is nobody's. */
export { signOfKind } from './listed-rules'
export { LISTS, type ListName } from './register-store'
export { type RuleRecord } from './rule-store'
export { useRegisterStores } from './use-register-stores'
