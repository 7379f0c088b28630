/** Statements 对账单: which day money belongs to, when it is due, what may be said to a statement, and how it is paid. */
export { decideSaying, stateOf, type Saying, type StatementState } from './saying'
export { dueDayOf, lastDayToState, LATE_DAYS } from './terms'
export { partsToPay, type Due, type DuePart } from './payment'
export { cityTimeText, harmlessText, maskedVoucherNo, yuanText } from './file-text'
