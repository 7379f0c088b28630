/** The people of the simulated city: residents with names and stories, every one of them invented. */
export { residents, type Resident } from './residents'
export { type WalletCard } from './wallet'
