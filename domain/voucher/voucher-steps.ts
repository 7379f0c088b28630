import { isFormOut } from './offline-form'

/**
 * A voucher from the moment goods are held for somebody: `held` waits for her last word, `issued` can be shown at a till, and every
 * other state is the end. `released`: the hold ran out or she let go; `refunded`: given back, by her or by the shop that undid its
 * redemption; both and `expired` return exactly the lots it took.
 */
export type VoucherState = 'held' | 'issued' | 'redeemed' | 'refunded' | 'expired' | 'released'

/** How long goods are kept for somebody who reads what she is about to do. Source: our own design. */
export const HOLD_SECONDS = 5 * 60

/** Whether a hold may still be confirmed; one that was confirmed already is left as it is. */
export const decideConfirmation = (
  voucher: { readonly state: VoucherState; readonly heldUntil: Date },
  now: Date,
): 'issue' | 'alreadyIssued' | 'voucher.hold-ended' => {
  switch (voucher.state) {
    case 'held':
      return voucher.heldUntil > now ? 'issue' : 'voucher.hold-ended'
    case 'released':
      return 'voucher.hold-ended'
    case 'issued':
    case 'redeemed':
    case 'refunded':
    case 'expired':
      return 'alreadyIssued'
  }
}

/**
 * How a voucher ends that its resident gives back; once it has ended it stays so. While a signed form of it is out a till without
 * network may have taken it and tell so, so it waits, also beyond its last day.
 */
export const decideReturn = (
  voucher: { readonly state: VoucherState; readonly validTo: Date; readonly offlineUntil: Date | null },
  now: Date,
): 'released' | 'refunded' | 'expired' | 'alreadyEnded' | 'voucher.already-redeemed' | 'voucher.form-out' => {
  switch (voucher.state) {
    case 'held':
      return 'released'
    case 'issued':
      if (isFormOut(voucher.offlineUntil, now)) return 'voucher.form-out'
      return voucher.validTo <= now ? 'expired' : 'refunded'
    case 'redeemed':
      return 'voucher.already-redeemed'
    case 'refunded':
    case 'expired':
    case 'released':
      return 'alreadyEnded'
  }
}
