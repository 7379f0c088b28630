import type { GoodsKind, GoodsRequest } from '#contract'
import { cityDayOf, endOfCityDay, parseCityDay, startOfCityDay, type CityDay } from '#domain/calendar'
import { OFFLINE_FEN_MAX } from '#domain/voucher'
import { halfWidth, readWhole } from '../read-whole'
import { readYuan } from './read-figure'

/** New goods as they are being written, each figure as it was typed. */
export interface Draft {
  readonly kind: GoodsKind
  readonly nameZh: string
  readonly nameEn: string
  readonly detailZh: string
  readonly detailEn: string
  readonly pictureDigest: string | null
  readonly pricePoints: string
  /** Yuan. */
  readonly payable: string
  readonly perPersonMax: string
  readonly stockTotal: string
  readonly isOffline: boolean
  /** First day of sale; empty for at once. */
  readonly soldFrom: string
  /** Last day of sale; empty for no end. */
  readonly soldTo: string
  readonly voucherDays: string
  readonly sponsorId: string
  readonly shopIds: readonly string[]
}

export type DraftField = keyof Draft
/** What is wrong with a field: it is empty, is no such figure, or does not go with another. */
export type Fault = 'missing' | 'range' | 'empty' | 'day' | 'past' | 'beforeStart' | 'offlineDear' | 'unknown'
export type Faults = Partial<Record<DraftField, Fault>>

export const EMPTY_DRAFT: Draft = {
  kind: 'coupon',
  ...{ nameZh: '', nameEn: '', detailZh: '', detailEn: '', pictureDigest: null },
  ...{ pricePoints: '', payable: '', perPersonMax: '1', stockTotal: '', isOffline: false },
  ...{ soldFrom: '', soldTo: '', voucherDays: '30', sponsorId: '', shopIds: [] },
}

/** The fields of each step, in the order they are filled in; the last step shows all of them once more. */
export const STEPS: readonly (readonly DraftField[])[] = [
  ['kind'],
  ['nameZh', 'nameEn', 'detailZh', 'detailEn', 'pictureDigest'],
  ['pricePoints', 'payable', 'perPersonMax', 'stockTotal', 'isOffline'],
  ['soldFrom', 'soldTo', 'voucherDays'],
  ['sponsorId', 'shopIds'],
  [],
]

/** What goods of a kind are not asked about: a far end delivers them, or a title is given once, for good and for no money. */
const NOT_ASKED: Readonly<Record<GoodsKind, readonly DraftField[]>> = {
  coupon: [],
  redPacket: ['isOffline', 'shopIds'],
  transportDiscount: ['isOffline', 'shopIds'],
  title: ['payable', 'perPersonMax', 'isOffline', 'voucherDays', 'shopIds'],
}

/** Whether a draft of its kind has this field. */
export const asks = ({ kind }: Pick<Draft, 'kind'>, field: DraftField): boolean =>
  !NOT_ASKED[kind].includes(field)

/** As the contract bounds them. */
export const RANGES = {
  pricePoints: [1, 10_000_000],
  perPersonMax: [1, 1_000],
  stockTotal: [1, 100_000_000],
  voucherDays: [1, 366],
} as const
export const PAYABLE_FEN_MAX = 10_000_000

/** What is wrong with the fields of a step; none when it can be left. */
export function faultsOf(draft: Draft, step: number, now: Date): Faults {
  const fields = (STEPS[step] ?? []).filter((field) => asks(draft, field))
  const found = fields.flatMap((field) => {
    const fault = faultOf(draft, field, now)
    return fault === undefined ? [] : [[field, fault] as const]
  })
  return Object.fromEntries(found)
}

function faultOf(draft: Draft, field: DraftField, now: Date): Fault | undefined {
  switch (field) {
    case 'nameZh':
    case 'nameEn':
    case 'sponsorId':
      return draft[field].trim() === '' ? 'missing' : undefined
    case 'shopIds':
      return draft.shopIds.length === 0 ? 'missing' : undefined
    case 'pricePoints':
    case 'perPersonMax':
    case 'stockTotal':
    case 'voucherDays':
      return isWithin(readWhole(draft[field]), RANGES[field]) ? undefined : 'range'
    case 'payable':
      return payableFault(draft)
    case 'isOffline':
      return draft.isOffline && (readYuan(draft.payable) ?? 0) > OFFLINE_FEN_MAX ? 'offlineDear' : undefined
    case 'soldFrom':
      return draft.soldFrom === '' || readDay(draft.soldFrom) ? undefined : 'day'
    case 'soldTo':
      return lastDayFault(draft, now)
    case 'kind':
    case 'detailZh':
    case 'detailEn':
    case 'pictureDigest':
      return undefined
  }
}

/** A shop may give its goods for nothing; a red packet with nothing in it is none. */
function payableFault({ kind, payable }: Draft): Fault | undefined {
  const fen = readYuan(payable)
  if (!isWithin(fen, [0, PAYABLE_FEN_MAX])) return 'range'
  return kind === 'redPacket' && fen === 0 ? 'empty' : undefined
}

/** Shown at a shop. */
export const isCoupon = ({ kind }: { readonly kind: GoodsKind }): boolean => kind === 'coupon'

/** Given at once in its sponsor's name; goods of the kinds besides these two somebody's system delivers. */
export const isTitle = ({ kind }: { readonly kind: GoodsKind }): boolean => kind === 'title'

/** The only terms the service takes for a title. */
const TITLE_TERMS = { payableFen: 0, perPersonMax: 1, voucherDays: 1 } as const

function lastDayFault({ soldFrom, soldTo }: Draft, now: Date): Fault | undefined {
  if (soldTo === '') return undefined
  const last = readDay(soldTo)
  const first = readDay(soldFrom) ?? cityDayOf(now)
  if (last === undefined) return 'day'
  if (last < cityDayOf(now)) return 'past'
  return last < first ? 'beforeStart' : undefined
}

const isWithin = (value: number | undefined, [min, max]: readonly [number, number]): boolean =>
  value !== undefined && value >= min && value <= max

/** A day as people write it: 2026-12-01, 2026/12/1, 20261201. */
export function readDay(text: string): CityDay | undefined {
  const [, year, month = '', day = ''] =
    /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(halfWidth(text).replace(/\s/g, '')) ?? []
  return year === undefined
    ? undefined
    : parseCityDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** The request of a draft without faults. Where no day is named the service says when the sale begins: this device's clock may be ahead. */
export function requestOf(draft: Draft): GoodsRequest {
  const first = readDay(draft.soldFrom)
  const last = readDay(draft.soldTo)
  return {
    kind: draft.kind,
    name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
    detail: { zh: draft.detailZh.trim(), en: draft.detailEn.trim() },
    pictureDigest: draft.pictureDigest,
    pricePoints: readWhole(draft.pricePoints) ?? 0,
    soldFrom: first === undefined ? null : startOfCityDay(first).toISOString(),
    soldTo: last === undefined ? null : endOfCityDay(last).toISOString(),
    ...(isTitle(draft) ? TITLE_TERMS : writtenTerms(draft)),
    isOffline: isCoupon(draft) && draft.isOffline,
    sponsorId: draft.sponsorId,
    shopIds: isCoupon(draft) ? [...draft.shopIds] : [],
    stockTotal: readWhole(draft.stockTotal) ?? 0,
  }
}

const writtenTerms = ({
  payable,
  perPersonMax,
  voucherDays,
}: Draft): Record<keyof typeof TITLE_TERMS, number> => ({
  payableFen: readYuan(payable) ?? 0,
  perPersonMax: readWhole(perPersonMax) ?? 0,
  voucherDays: readWhole(voucherDays) ?? 0,
})
