/** Statements 对账单: made for merchants every day, said yes or no to, and paid by sponsors. */
export { countWaitingDisputes } from './count-waiting-disputes'
export { digestOfCsv } from './csv-file'
export { statementRoutes } from './routes'
