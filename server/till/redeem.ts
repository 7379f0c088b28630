import { refuse, type Refusal, type TillAnswer, type TillOutcome } from '#contract'
import { decideRedemption, readCode } from '#domain/voucher'
import { brokenConstraint, type Dependencies, type MemberPrincipal } from '#server/platform/index'

import { createFirstOfVoucher, type FirstOfVoucher } from './first-of-voucher'
import { judgeGuess, type Guess, type GuessVerdict } from './guess'
import { createLook, type Scan, type Seen } from './look'
import { isPhoneProof, phoneSecretOf } from './phone-key'
import { presentRedemption, type RedemptionRow } from './redemption-row'
import { sayOutcome } from './words'

/** How the keys begin under which a till's log redeems: no request may come under one. */
export const LOG_KEY = 'log/'

interface Asked {
  readonly tillId: string
  readonly code: string
  readonly requestKey: string
}

/**
 * Takes a code at a till and answers with one sentence. A voucher is redeemed once: of many who ask at once one hears `redeemed` and the
 * others when and where it was; the winner's retry hears again that it won, or that it was taken back since. Refuses request.invalid,
 * request.key-reused, till.unknown, till.too-many-misses.
 */
export type Redeem = (member: MemberPrincipal, asked: Asked) => Promise<TillAnswer | Refusal>

export const createRedeem = (deps: Dependencies): Redeem => {
  const parts = { deps, look: createLook(deps), first: createFirstOfVoucher(deps) }
  return async (member, asked) => {
    if (asked.requestKey.startsWith(LOG_KEY)) return refuse('request.invalid', '/headers/idempotency-key')
    const scan = { ...asked, memberId: member.memberId }
    const seen = await parts.look(scan)
    if (seen.open_shop_id === null) return refuse('till.unknown')
    // Also one who is stopped hears what she won: the voucher is used up, and its code was seen by her till already.
    if (seen.is_stopped && (seen.won_id === null || seen.named_id !== seen.won_id))
      return refuse('till.too-many-misses')
    if (seen.won_id !== null) return answerWinner(deps, scan, seen)
    const channel = channelOf(deps, asked.code, seen)
    if (channel === 'code' || channel === 'phoneCode') return redeemSeen(parts, scan, seen, channel)
    if (channel === 'missed') return answerGuess(await judgeGuess(deps, guessOf(scan, seen, false)), seen)
    if (channel === 'unreadable') return answer('codeUnknown', undefined, seen)
    // One that asks again later hears what became of the voucher, not that there is a newer code.
    const decision = seen.state === 'issued' ? 'codeRefreshed' : decide(deps, seen)
    if (decision === 'redeem') throw new Error('a voucher that has ended was found to be usable')
    return answer(decision, redemptionOf(seen), seen)
  }
}

type Channel = 'code' | 'phoneCode'

/** By what a code shows its voucher, or why it shows none. */
const channelOf = (
  { crypto, clock }: Dependencies,
  text: string,
  seen: Seen,
): Channel | 'unreadable' | 'missed' | 'refreshed' => {
  const code = readCode(text)
  if (code === undefined) return 'unreadable'
  if (seen.named_id === null) return 'missed'
  if (code.channel === 'code') return seen.is_live === true ? 'code' : 'refreshed'
  const isProved =
    !seen.is_closed_to_phones && isPhoneProof(phoneSecretOf(crypto, seen.named_id), code.proof, clock.now())
  return isProved ? 'phoneCode' : 'missed'
}

const guessOf = ({ memberId, code }: Scan, { named_id: namedId }: Seen, isRight: boolean): Guess => ({
  memberId,
  phoneVoucherId: readCode(code)?.channel === 'phoneCode' ? namedId : null,
  isRight,
})

const answerGuess = (verdict: GuessVerdict, seen: Seen): TillAnswer | Refusal =>
  verdict === 'stopped' ? refuse('till.too-many-misses') : answer('codeUnknown', undefined, seen)

/**
 * The request that won is asked again, also after its code is spent. A code that is forgotten by now cannot be told from one that never was:
 * it is taken for the same, and counted as a guess, so that nobody learns from this answer which codes there are.
 */
const answerWinner = async (deps: Dependencies, scan: Scan, seen: Seen): Promise<TillAnswer | Refusal> => {
  const isAnother =
    readCode(scan.code) === undefined || (seen.named_id !== null && seen.named_id !== seen.won_id)
  if (isAnother) return refuse('request.key-reused')
  if (seen.named_id === null && (await judgeGuess(deps, guessOf(scan, seen, false))) === 'stopped')
    return refuse('till.too-many-misses')
  const row = redemptionOf(seen)
  return answer(row?.reversed_at === null ? 'redeemed' : 'notUsable', row, seen)
}

interface Parts {
  readonly deps: Dependencies
  readonly look: (scan: Scan) => Promise<Seen>
  readonly first: FirstOfVoucher
}

/** What cannot be redeemed is refused by what was seen, without a lock: nothing makes a voucher showable again. */
const redeemSeen = async (
  { deps, look, first }: Parts,
  scan: Scan,
  seen: Seen,
  channel: Channel,
): Promise<TillAnswer | Refusal> => {
  const decision = decide(deps, seen)
  // The one refusal that tells of a code that is good elsewhere.
  const verdict = decision === 'notForShop' ? await judgeGuess(deps, guessOf(scan, seen, true)) : 'right'
  if (verdict !== 'right') return answerGuess(verdict, seen)
  if (decision !== 'redeem') return answer(decision, redemptionOf(seen), seen)
  try {
    const row = await first({ seen, scan, channel })
    if (row === 'stopped' || row === 'missed') return answerGuess(row, seen)
    if (row !== 'not') return answer('redeemed', row, seen)
  } catch (error) {
    // Two codes at once under one key: the other one has it now.
    if (brokenConstraint(error) === 'redemption_till_id_request_key_key') return refuse('request.key-reused')
    throw error
  }
  const since = await look(scan)
  if (since.open_shop_id === null) return refuse('till.unknown')
  if (since.won_id !== null) return answerWinner(deps, scan, since)
  const sooner = decide(deps, since)
  return answer(sooner === 'redeem' ? 'notUsable' : sooner, redemptionOf(since), since)
}

const decide = ({ clock }: Dependencies, { state, valid_to: validTo, is_for_shop: isForShop }: Seen) =>
  decideRedemption({ state, validTo, isForShop }, clock.now())

const redemptionOf = (seen: Seen): RedemptionRow | undefined => {
  const { shop_id: shopId, display_name: cashier } = seen
  return shopId === null || cashier === null ? undefined : { ...seen, shop_id: shopId, display_name: cashier }
}

const answer = (outcome: TillOutcome, row: RedemptionRow | undefined, seen: Seen): TillAnswer => {
  const isOwnShop = row?.shop_id === seen.open_shop_id
  return {
    outcome,
    say: sayOutcome(
      outcome,
      row && { goods: { zh: row.goods_zh, en: row.goods_en }, at: row.redeemed_at, isOwnShop },
      // Past its last day it is still there while its signed form may be told.
      seen.state === 'issued',
    ),
    redemption: row !== undefined && isOwnShop ? presentRedemption(row) : null,
  }
}
