import type { Redemption, TillAnswer } from '#contract'
import type { OfflineFault } from '#domain/voucher'
import type { ApiFailure } from '../../api'
import type { FeelKind } from '../../host'
import type { ToldTake } from './till-log'

/** Why this till takes nothing without network now. */
export type OfflineObstacle = 'noKey' | 'noSnapshot' | 'snapshotOld' | 'logBroken'

/** What a till says of itself, without having asked the service. */
export type TillWord =
  /** Nothing that was ever a code of ours. */
  | 'unreadable'
  /** Taken without network and in the log. */
  | 'recorded'
  /** There is no network, and codes that change need one. */
  | 'needsForm'
  /** The service was asked and has not answered: nobody knows whether it was taken. */
  | 'noAnswer'
  /** The device has no room for another entry of the log. */
  | 'deviceFull'
  /** Its form is out, and it was used or given back since. */
  | 'ended'
  | OfflineObstacle
  | OfflineFault

/** The one answer that fills the screen: a sentence of the service's, one of the till's own, or why the service did nothing. */
export type TillReply = {
  /** How it sounds and feels. */
  readonly tone: FeelKind
  /** How it looks: `ask` is for what is not settled and waits for somebody's next step. */
  readonly look: 'done' | 'recorded' | 'ask' | 'refused'
} & (
  | {
      readonly kind: 'said'
      readonly say: TillAnswer['say']
      readonly redemption: Redemption | null
      /** The service's sentence leaves open what to do: the till says it. */
      readonly next?: 'notForShop'
    }
  | { readonly kind: 'own'; readonly word: TillWord }
  | { readonly kind: 'failed'; readonly failure: ApiFailure }
)

/** Nothing was taken where a form is needed: that sounds like a refusal and nothing like what was recorded. */
export const ownReply = (word: TillWord): TillReply => {
  const asks = word === 'needsForm' || word === 'noAnswer'
  return {
    kind: 'own',
    word,
    tone: word === 'recorded' || word === 'noAnswer' ? 'wait' : 'refused',
    look: word === 'recorded' ? 'recorded' : asks ? 'ask' : 'refused',
  }
}

export const saidReply = ({ outcome, say, redemption }: TillAnswer): TillReply => ({
  kind: 'said',
  say,
  redemption,
  ...(outcome === 'notForShop' ? { next: outcome } : {}),
  tone: outcome === 'redeemed' ? 'done' : 'refused',
  look: outcome === 'redeemed' ? 'done' : 'refused',
})

const TOLD_TONES = { redeemed: 'done', clash: 'wait', refused: 'refused' } as const
/** After a clash the shop is paid. */
const TOLD_LOOKS = { redeemed: 'done', clash: 'done', refused: 'refused' } as const

/** What the service made of a form at once. */
export const toldReply = ({ outcome, say }: ToldTake): TillReply => ({
  kind: 'said',
  say,
  redemption: null,
  tone: TOLD_TONES[outcome],
  look: TOLD_LOOKS[outcome],
})
