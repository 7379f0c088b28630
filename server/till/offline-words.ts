import type { TillLogOutcomes } from '#contract'
import type { ToldFault } from '#domain/voucher'

import type { TakenBefore } from './taken-before'
import { clockText } from './words'

type Outcome = TillLogOutcomes['items'][number]

/** What became of something a till took without network, in one sentence. `before`: what its merchant took of this voucher first. */
export const sayOfflineOutcome = (
  outcome: Outcome['outcome'],
  reason: ToldFault | null,
  before: TakenBefore | undefined,
): Outcome['say'] => {
  if (outcome === 'redeemed') return { zh: '已核销', en: 'Redeemed' }
  if (outcome === 'clash')
    return before?.isRedemption === true
      ? sayTaken(before, { zh: '赞助方再付一次', en: 'the sponsor pays once more' })
      : {
          zh: '这张券在别处先用了，赞助方照付给本店',
          en: 'Used elsewhere first; the sponsor pays this shop all the same',
        }
  if (reason === 'paidBefore') return sayTaken(before, { zh: '不再付款', en: 'not paid again' })
  return FAULTS[reason ?? 'formForged']
}

const sayTaken = (before: TakenBefore | undefined, end: Outcome['say']): Outcome['say'] => {
  const time = before === undefined ? '' : clockText(before.at)
  return before?.isOwnShop === false
    ? {
        zh: `这张券 ${time} 你们的另一家门店已收过，${end.zh}`,
        en: `Already taken at ${time} at another of your shops; ${end.en}`,
      }
    : {
        zh: `这张券 ${time} 本店已收过，${end.zh}`,
        en: `Already taken at ${time} at your shop; ${end.en}`,
      }
}

const FAULTS: Readonly<Record<Exclude<ToldFault, 'paidBefore'>, Outcome['say']>> = {
  tillRevoked: { zh: '这台收银设备已停用，不付', en: 'This till was revoked; not paid' },
  formForged: { zh: '不是平台签发的券，不付', en: 'Not a form we signed; not paid' },
  notForShop: { zh: '非本店券，不付', en: 'Not a voucher for this shop; not paid' },
  tooValuable: {
    zh: '金额超过断网可收的上限，不付',
    en: 'Worth more than may be taken without network; not paid',
  },
  snapshotUnknown: {
    zh: '断网前没有同步过，不付',
    en: 'The till had not been synchronised before; not paid',
  },
  clockWrong: { zh: '收银设备的时间不对，不付', en: 'The till’s clock was wrong; not paid' },
  formEnded: { zh: '收券时已过期，不付', en: 'The form had ended when it was taken; not paid' },
  tooMany: {
    zh: '断网期间收得太多，超出的不付',
    en: 'More than may be taken between two synchronisations; not paid',
  },
  toldLate: {
    zh: '离线码失效一天后才报账，积分已退给顾客，不付',
    en: 'Told more than a day after the form ended; the points went back, so it is not paid',
  },
  takenBefore: { zh: '这张券本机已收过，只算一次', en: 'This till had taken it already; counts once' },
}
