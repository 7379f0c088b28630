/** Deliveries 发放: goods an outside system hands over, and what follows from its answers and its silence. */
export { decideAfterTry, type FarAnswer, type NextStep, type RefusalReason } from './after-try'
