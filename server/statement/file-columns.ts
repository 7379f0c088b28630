import type { StatementLineKind } from '#contract'
import { encodeId } from '#domain/id'
import { cityTimeText, maskedVoucherNo, yuanText } from '#domain/statement'

import type { LineRow, LinesOf } from './statement-lines'

/** The columns of a statement's files, in order, each with its title in both languages. */
export const COLUMNS = [
  { name: 'line', title: '序号 line', width: 8 },
  { name: 'day', title: '对账日 day', width: 12 },
  { name: 'version', title: '版本 version', width: 8 },
  { name: 'kind', title: '类别 kind', width: 18 },
  { name: 'recordedAt', title: '记账时间 recorded at (Asia/Shanghai)', width: 20 },
  { name: 'takenAt', title: '断网收银时间 taken offline at (Asia/Shanghai)', width: 20 },
  { name: 'shop', title: '门店 shop', width: 20 },
  { name: 'shopId', title: '门店编号 shop id', width: 32 },
  { name: 'goods', title: '商品 goods', width: 20 },
  { name: 'voucherNo', title: '券号 voucher', width: 14 },
  { name: 'channel', title: '方式 channel', width: 14 },
  { name: 'sponsor', title: '付款方 sponsor', width: 20 },
  { name: 'sponsorId', title: '付款方编号 sponsor id', width: 32 },
  { name: 'fen', title: '金额（分） fen', width: 12 },
  { name: 'yuan', title: '金额（元） yuan', width: 12 },
] as const

const KINDS: Readonly<Record<StatementLineKind, string>> = {
  redemption: '核销 redemption',
  reversal: '撤销 reversal',
  loss: '冲突补付 loss',
}

export type Cell = string | number

/** A line's cells in the order of the columns. */
export const cellsOf = (row: LineRow, day: string): readonly Cell[] => [
  row.line_no,
  day,
  row.version,
  KINDS[row.kind],
  cityTimeText(row.recorded_at),
  row.taken_at === null ? '' : cityTimeText(row.taken_at),
  row.shop_zh,
  encodeId('shp', row.shop_id),
  row.goods_zh,
  maskedVoucherNo(row.voucher_no),
  row.channel,
  row.sponsor_zh,
  encodeId('org', row.sponsor_id),
  Number(row.fen),
  yuanText(row.fen),
]

/** What a file says of the statement it is of. */
export interface FileOf extends LinesOf {
  readonly merchantZh: string
  readonly payableFen: bigint
}

/** The last row. It names merchant, day and version, so that a file of no lines says what it is of. */
export const totalOf = ({ day, version, merchantZh, institutionId, payableFen }: FileOf): readonly Cell[] => {
  const cells: Readonly<Record<string, Cell>> = {
    line: '合计 total',
    day,
    version,
    shop: merchantZh,
    shopId: encodeId('org', institutionId),
    fen: Number(payableFen),
    yuan: yuanText(payableFen),
  }
  return COLUMNS.map(({ name }) => cells[name] ?? '')
}
