/** Reconciliation: an operator's book of a day against ours, both sides' figures, the breaks between them, and a file with its digest. */
export { reconciliationRoutes } from './routes'
export { listReconciliations } from './list-reconciliations'
export { findForReading } from './find-for-reading'
export { pageOfBreaks } from './breaks'
export { readReconciliation } from './read-reconciliation'
