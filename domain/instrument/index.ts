/** Instruments: the cards, codes and bike accounts by which a ride finds its resident; one owner at a time. */
export { maskedNumberOf, normalizeInstrument, numberTail } from './number'
export {
  CLAIM_REST_MILLISECONDS,
  decideLink,
  type ChannelKind,
  type InstrumentKind,
  type InstrumentOwner,
  type LinkDecision,
} from './link'
export {
  STATEMENT_TTL_MILLISECONDS_MAX,
  statementFault,
  type StatementClaims,
  type StatementFault,
} from './statement'
