/** Surrender 配额清缴: reductions that an organisation hands over against its quota of a year; they are cancelled for ever. */
export {
  chooseForSurrender,
  mayBeSurrendered,
  type Chosen,
  type SerialsOf,
  type SurrenderPart,
  type SurrenderClaim,
} from './choose-parts'
