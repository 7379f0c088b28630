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
  readCode,
} from './code'
export { decideRedemption, decideUndo, UNDO_MINUTES } from './redemption'
export { decideConfirmation, decideReturn, HOLD_SECONDS, type VoucherState } from './voucher-steps'
