/** Groups 团体 and their ranking: who may open and join one, which district is one's own, and when a month is closed. */
export { districtChangesOn, mayChangeDistrict } from './district-choice'
export { decideJoin, type JoinRefusal } from './join'
export { JOIN_CODE_LENGTH, joinCodeOf, readJoinCode } from './join-code'
export { NICKNAME_MAX, readNickname } from './nickname'
export {
  endOfMonth,
  groupTermsOn,
  monthClosesOn,
  type GroupKind,
  type GroupOpener,
  type GroupTerms,
  type RankingBoard,
} from './terms'
