/** Vouchers 券: their states, and what may become of one. */
export { decideConfirmation, decideReturn, HOLD_SECONDS, type VoucherState } from './voucher-steps'
