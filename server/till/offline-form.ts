import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'

import { refuse, type OfflineForm as OfflineFormOnWire, type Refusal } from '#contract'
import { decodeId } from '#domain/id'
import {
  base45Of,
  OFFLINE_FORM_HOURS,
  readBase45,
  readOfflineForm,
  writeOfflineForm,
  type OfflineForm,
} from '#domain/voucher'
import { holdGivingAccount } from '#server/identity/index'
import { inTransaction, verifyEd25519, type CryptoModule, type Dependencies } from '#server/platform/index'
import { isOfOrder } from '#server/voucher/index'

/** DER before the 32 bytes of a seed or of a public key (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_BYTES = 32

/** Ed25519 whatever suite the city runs, because tills check it in the module: the key offline forms are signed with. */
const formKey = (crypto: CryptoModule): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, crypto.deriveKey('voucher-offline', 32)]),
    format: 'der',
    type: 'pkcs8',
  })

/** Its public half, as tills hold it. */
export const formPublicKey = (crypto: CryptoModule): Buffer =>
  createPublicKey(formKey(crypto)).export({ format: 'der', type: 'spki' }).subarray(-PUBLIC_BYTES)

/**
 * A signed form of her voucher, for tills without network. Until it ends she cannot give the voucher back. Refuses request.not-found,
 * voucher.not-usable, voucher.not-offline, voucher.of-order, what `holdGivingAccount` does.
 */
export const issueOfflineForm = (
  { sql, clock, crypto }: Dependencies,
  asked: { accountId: string; voucherId: string },
): Promise<OfflineFormOnWire | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const now = clock.now()
    const refused = await holdGivingAccount(transaction, asked.accountId, now)
    if (refused) return refused
    const voucherId = decodeId('vch', asked.voucherId) ?? null
    const [voucher] = await transaction<
      {
        voucher_id: string
        goods_id: string
        payable_fen: bigint
        valid_to: Date
        is_shown: boolean
        is_offline: boolean
        is_of_order: boolean
        is_delivered: boolean
      }[]
    >`
      SELECT voucher_id, goods_id, voucher.payable_fen, valid_to, state = 'issued' AND valid_to > ${now} AS is_shown, is_offline,
        ${isOfOrder(transaction)} AS is_of_order, kind <> 'coupon' AS is_delivered
      FROM voucher JOIN goods USING (goods_id)
      WHERE voucher_id = ${voucherId} AND account_id = ${asked.accountId} FOR NO KEY UPDATE OF voucher`
    if (voucher === undefined) return refuse('request.not-found')
    if (voucher.is_of_order) return refuse('voucher.of-order')
    if (voucher.is_delivered) return refuse('voucher.delivered')
    if (!voucher.is_shown) return refuse('voucher.not-usable')
    if (!voucher.is_offline) return refuse('voucher.not-offline')
    const dayOn = new Date(now.getTime() + OFFLINE_FORM_HOURS * 3_600_000)
    const until = voucher.valid_to < dayOn ? voucher.valid_to : dayOn
    await transaction`
      UPDATE voucher SET offline_until = greatest(offline_until, ${until}::timestamptz) WHERE voucher_id = ${voucherId}`
    const form = writeOfflineForm({
      voucherId: voucher.voucher_id,
      goodsId: voucher.goods_id,
      payableFen: Number(voucher.payable_fen),
      signedAt: now,
      until,
    })
    const signed = Buffer.concat([form, sign(null, form, formKey(crypto))])
    return { form: base45Of(signed), until: until.toISOString() }
  })

/** What a form says, if we signed it. */
export const verifyOfflineForm = (crypto: CryptoModule, text: string): OfflineForm | undefined => {
  const bytes = readBase45(text)
  const read = bytes && readOfflineForm(bytes)
  if (read === undefined) return undefined
  return verifyEd25519(formPublicKey(crypto), read.signed, read.signature) ? read.form : undefined
}
