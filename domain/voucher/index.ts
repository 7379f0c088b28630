/** Vouchers 券: their states, what may become of one, and the codes that show it. */
export {
  acceptedPhoneSteps,
  CODE_GRACE_SECONDS,
  CODE_SECONDS,
  onlineCodeOf,
  phoneCodeOf,
  phoneCounter,
  phoneProof,
  phoneStep,
  phoneStepEnd,
  readCode,
} from './code'
export { hasCheckDigit, withCheckDigit } from './check-digit'
export { decideRedemption, decideUndo, UNDO_MINUTES, undoEnd } from './redemption'
export { decideConfirmation, decideReturn, HOLD_SECONDS, type VoucherState } from './voucher-steps'
export { base45Of, readBase45 } from './base45'
export {
  FORM_TELLING_HOURS,
  formToldBy,
  isFormOut,
  OFFLINE_FORM_HOURS,
  readOfflineForm,
  writeOfflineForm,
  type OfflineForm,
} from './offline-form'
export { judgeOfflineTake, OFFLINE_FEN_MAX, OFFLINE_TAKES_MAX, type OfflineFault } from './offline-take'
export {
  isTake,
  judgeTake,
  momentsOf,
  readTillLogText,
  TAKEN_NOT_PAID,
  tillLogText,
  type PastTake,
  type TillLogWords,
  type ToldFault,
} from './judge-take'
