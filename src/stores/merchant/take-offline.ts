import { encodeId } from '#domain/id'
import {
  judgeOfflineTake,
  readBase45,
  readOfflineForm,
  tillLogText,
  type OfflineFault,
  type OfflineForm,
} from '#domain/voucher'
import { isSigned, signText } from '../signing'
import { endOf, type KeptLog } from './till-log'
import type { KeptSnapshot, KeptTill } from './till-shelf'

/** A text that has the shape of a signed form; whether it is signed only a snapshot can say. */
export const readForm = (text: string): ReturnType<typeof readOfflineForm> => {
  const bytes = readBase45(text)
  return bytes && readOfflineForm(bytes)
}

/** What a form is for, as far as the till's shop takes it without network. */
const goodsNameIn = (
  { goods }: KeptSnapshot['snapshot'],
  form: OfflineForm,
): KeptSnapshot['snapshot']['goods'][number]['name'] | undefined => {
  const goodsId = encodeId('gds', form.goodsId)
  return goods.find((one) => one.goodsId === goodsId)?.name
}

/** What was taken: its goods, where this till knows them, and what the shop is to be paid. */
export interface TakenWorth {
  readonly goods: KeptSnapshot['snapshot']['goods'][number]['name'] | null
  readonly payableFen: number
}

export function worthOf(text: string, kept: KeptSnapshot | undefined): TakenWorth {
  const form = readForm(text)?.form
  const goods = form && kept ? goodsNameIn(kept.snapshot, form) : undefined
  return { goods: goods ?? null, payableFen: form?.payableFen ?? 0 }
}

interface Circumstances {
  readonly till: KeptTill & { readonly key: string }
  readonly kept: KeptSnapshot
  readonly log: KeptLog
  /** Now, by the service's clock as this device knows it. */
  readonly at: Date
  /** Vouchers (uuid) this till redeemed online since it was opened. */
  readonly redeemed: ReadonlySet<string>
}

/** Takes a form without network: the log with one more entry, signed and chained, or why not. By the rules the service will judge it by. */
export function takeOffline(
  text: string,
  { till, kept: { snapshot }, log, at, redeemed }: Circumstances,
): KeptLog | OfflineFault | 'ended' {
  const read = readForm(text)
  const form = read && isSigned(snapshot.publicKey, read.signed, read.signature) ? read.form : undefined
  const last = log.entries[log.entries.length - 1]
  const verdict = judgeOfflineTake({
    form,
    isTillRevoked: false,
    isForShop: form !== undefined && goodsNameIn(snapshot, form) !== undefined,
    isSnapshotKnown: true,
    snapshotAt: new Date(snapshot.takenAt),
    occurredAt: at,
    previousAt: last ? new Date(last.occurredAt) : null,
    now: at,
    takenSinceSync: log.taken.voucherIds.length,
    isTakenBeforeHere: form !== undefined && isTaken(form, log, redeemed),
  })
  if (verdict !== 'take' || form === undefined) return verdict === 'take' ? 'formForged' : verdict
  if (snapshot.endedVoucherIds.includes(encodeId('vch', form.voucherId))) return 'ended'
  return {
    ...log,
    entries: [...log.entries, entryOf(text, { till, log, snapshotAt: snapshot.takenAt, at })],
    taken: { voucherIds: [...log.taken.voucherIds, form.voucherId] },
  }
}

const isTaken = ({ voucherId }: OfflineForm, log: KeptLog, redeemed: ReadonlySet<string>): boolean =>
  redeemed.has(voucherId) ||
  log.taken.voucherIds.includes(voucherId) ||
  log.entries.some(({ form }) => readForm(form)?.form.voucherId === voucherId)

function entryOf(
  form: string,
  { till, log, snapshotAt, at }: Pick<Circumstances, 'till' | 'log' | 'at'> & { snapshotAt: string },
): KeptLog['entries'][number] {
  const { sequence, digest } = endOf(log)
  const { tillId } = till
  const occurredAt = at.toISOString()
  const entry = { sequence: sequence + 1, previousDigest: digest, snapshotAt, occurredAt, form }
  const signature = signText(till.key, tillLogText({ ...entry, tillId }))
  if (signature === undefined) throw new Error('the key of a till is not of its shape')
  return { ...entry, signature }
}
