import { isFormOut } from './offline-form'
import type { VoucherState } from './voucher-steps'

/** How long a till may take back what it redeemed by mistake. Source: our own design. */
export const UNDO_MINUTES = 10

/** What a till is told: redeem, or why not. The order of reasons is what a cashier can act on first. */
export const decideRedemption = (
  voucher: {
    readonly state: VoucherState
    readonly validTo: Date
    /** Whether this shop is open and one the goods are sold for. */
    readonly isForShop: boolean
  },
  now: Date,
): 'redeem' | 'alreadyRedeemed' | 'notForShop' | 'expired' | 'notUsable' => {
  if (voucher.state === 'redeemed') return 'alreadyRedeemed'
  if (!voucher.isForShop) return 'notForShop'
  if (voucher.state === 'expired' || (voucher.state === 'issued' && voucher.validTo <= now)) return 'expired'
  return voucher.state === 'issued' ? 'redeem' : 'notUsable'
}

/** Until when a till may take a redemption back; null where a signed form of its voucher is out for longer. */
export const undoEnd = ({
  redeemedAt,
  offlineUntil,
}: {
  readonly redeemedAt: Date
  readonly offlineUntil: Date | null
}): Date | null => {
  const end = new Date(redeemedAt.getTime() + UNDO_MINUTES * 60_000)
  return isFormOut(offlineUntil, end) ? null : end
}

/**
 * Whether a till may take back its shop's redemption: inside the window, once, and not while a signed form of it may be told yet: her points
 * would come back though another till took it. The voucher stays dead either way.
 */
export const decideUndo = (
  redemption: {
    readonly redeemedAt: Date
    readonly isReversed: boolean
    readonly offlineUntil: Date | null
  },
  now: Date,
): 'undo' | 'alreadyUndone' | 'redemption.undo-too-late' | 'redemption.form-out' => {
  if (redemption.isReversed) return 'alreadyUndone'
  const elapsed = now.getTime() - redemption.redeemedAt.getTime()
  if (elapsed > UNDO_MINUTES * 60_000) return 'redemption.undo-too-late'
  return isFormOut(redemption.offlineUntil, now) ? 'redemption.form-out' : 'undo'
}
