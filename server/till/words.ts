import type { TillAnswer, TillOutcome } from '#contract'

type Words = TillAnswer['say']

/** Made once: making one takes longer than all else that is said. */
const CITY_CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
})

/** The time on a city clock. */
export const clockText = (at: Date): string => CITY_CLOCK.format(at)

/** One sentence to read out at a till. `taken`: the redemption there is, wherever it was made; `isKept`: its points have not gone back yet. */
export const sayOutcome = (
  outcome: TillOutcome,
  taken: { goods: Words; at: Date; isOwnShop: boolean } | undefined,
  isKept = false,
): Words => {
  switch (outcome) {
    case 'redeemed':
      return { zh: `核销成功，${taken?.goods.zh ?? ''}`, en: `Redeemed: ${taken?.goods.en ?? ''}` }
    case 'alreadyRedeemed': {
      const time = taken === undefined ? '' : clockText(taken.at)
      return taken?.isOwnShop === true
        ? { zh: `已核销 ${time} 本店`, en: `Already redeemed at ${time}, here` }
        : { zh: `已核销 ${time} 其他门店`, en: `Already redeemed at ${time}, at another shop` }
    }
    case 'notForShop':
      return { zh: '非本店券', en: 'Not a voucher for this shop' }
    case 'codeRefreshed':
      return { zh: '码已刷新，请出示最新码', en: 'The code has changed: show the newest one' }
    case 'codeUnknown':
      return {
        zh: '没有认出这个码，请再扫一次，或核对数字',
        en: 'Code not recognised: scan again or check the digits',
      }
    case 'expired':
      if (isKept)
        return {
          zh: '这张券已到期，不能再用，积分过后退给顾客',
          en: 'The voucher is past its last day; its points go back later',
        }
      return { zh: '这张券已过期，积分已退回', en: 'The voucher has expired; its points went back' }
    case 'notUsable':
      return {
        zh: '这张券不能用，请顾客看看券的状态',
        en: 'The voucher cannot be used: ask the customer to look at it',
      }
  }
}
