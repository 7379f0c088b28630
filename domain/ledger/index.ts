/** The ledger's rules as a pure model: what transfers do to accounts, and by which name they are refused. */
export {
  openLedger,
  postTransfers,
  type Ledger,
  type LedgerEntry,
  type LedgerRefusal,
  type LedgerUnit,
  type ModelAccount,
  type Transfer,
} from './ledger'
