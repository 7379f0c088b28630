import type { Fall } from '#domain/credit-record'

interface Words {
  readonly zh: string
  readonly en: string
}

/** A month as people say it: 2026-05 is May 2026. */
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]
const monthEn = (month: string): string => `${MONTHS[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`
/** The same in Chinese. */
const monthZh = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`

/** Why a record fell or will fall, in a sentence of each language. */
export const sayFall = ({ cause, month }: Pick<Fall, 'cause' | 'month'>, windowMonths: number): Words => {
  const [zh, en] = [monthZh(month ?? ''), monthEn(month ?? '')]
  switch (cause) {
    case 'monthLeft':
      return {
        zh: `${zh}满 ${windowMonths} 个月，不再算`,
        en: `${en} is past its ${windowMonths} months and no longer counts`,
      }
    case 'clawedBack':
      return {
        zh: `${zh}有行程被运营单位撤回，签发的减排量收回了`,
        en: `A ride of ${en} was withdrawn by its operator, and its reduction taken back`,
      }
    case 'undone':
      return {
        zh: `${zh}有一次用券撤销了，积分已退回`,
        en: `A use of a voucher in ${en} was undone; its points came back`,
      }
    case 'corrected':
      return {
        zh: `${zh}有一项按更正申请改少了`,
        en: `A line of ${en} was corrected downwards, as was asked for`,
      }
    case 'rulesChanged':
      return {
        zh: '从这天起换了新的算法，同样的减排算得少了',
        en: 'New rules began on this day; the same reductions count less',
      }
  }
}
