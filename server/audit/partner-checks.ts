import { createHash } from 'node:crypto'

import type { AuditFault } from '#domain/audit'
import { decodeId, encodeId } from '#domain/id'
import { APPROVAL_SECONDS } from '#domain/partner'
import { approvalCodeFor } from '#server/partner/index'
import {
  readContentDigest,
  readSignedText,
  verifyEd25519,
  type CryptoModule,
  type Transaction,
} from '#server/platform/index'

import { readKeyTerms, wasTaken } from './key-terms'
import { decodedPath, readJsonObject } from './signed-words'
import type { SqlCheck } from './sql-check'

/** Orders of partners from their vouchers, and every step of one from the partner's act. */
export const PARTNER_CHECKS: readonly SqlCheck[] = [
  {
    table: 'partner_order',
    query: (sql) => sql`
      SELECT format('order_id=%s', order_id) AS key, 'its voucher and redemption' AS what,
        format('goods %s, by the partner in %s', made.goods_id, made.shop_id) AS expected,
        format('goods %s, by %s in %s', voucher.goods_id, redemption.channel, redemption.shop_id) AS found
      FROM partner_order AS made JOIN voucher ON voucher.account_id = made.account_id AND voucher.request_key = partner_order_key(order_id)
      LEFT JOIN redemption USING (voucher_id)
      WHERE voucher.goods_id <> made.goods_id OR redemption.channel <> 'partner' OR redemption.shop_id <> made.shop_id
      UNION ALL
      SELECT format('voucher_id=%s', voucher_id), 'redeemed by a partner', 'an order it was made for', 'none'
      FROM redemption JOIN voucher USING (voucher_id)
      WHERE channel = 'partner' AND NOT EXISTS (SELECT FROM partner_order
        WHERE partner_order.account_id = voucher.account_id AND partner_order_key(order_id) = voucher.request_key)`,
  },
  {
    // A resident's no is signed by nobody; it is said while she is asked, and nothing comes of the order any more.
    table: 'partner_order',
    query: (sql) => sql`
      SELECT format('order_id=%s', order_id) AS key, 'how long it was asked and how that ended' AS what,
        format('until %s, or before', asked_at + make_interval(secs => ${APPROVAL_SECONDS})) AS expected,
        concat_ws(' ', 'until', ask_until, 'declined', declined_at, 'withdrawn', withdrawn_at, 'issued', issued_at) AS found
      FROM partner_order LEFT JOIN voucher ON voucher.account_id = partner_order.account_id AND voucher.request_key = partner_order_key(order_id)
      WHERE ask_until <> asked_at + make_interval(secs => ${APPROVAL_SECONDS})
        OR declined_at NOT BETWEEN asked_at AND ask_until OR num_nonnulls(declined_at, withdrawn_at, issued_at) > 1`,
  },
  {
    table: 'partner_act',
    query: (sql) => sql`
      WITH made AS (
        SELECT order_id, asked_at, withdrawn_at, state, issued_at, ended_at, redeemed_at, reversed_at
        FROM partner_order LEFT JOIN voucher ON voucher.account_id = partner_order.account_id AND voucher.request_key = partner_order_key(order_id)
        LEFT JOIN redemption USING (voucher_id)
      ), due AS (
        SELECT order_id, step, at FROM made CROSS JOIN LATERAL (VALUES ('ask', asked_at), ('spend', issued_at),
          ('redemption', redeemed_at), ('refund', reversed_at), ('release', withdrawn_at)) AS steps (step, at)
        WHERE at IS NOT NULL
        UNION
        -- What was spent also comes back when its account is closed, and a hold also runs out: an act may say so, and need not.
        SELECT order_id, step, ended_at FROM made JOIN partner_act USING (order_id)
        WHERE step = 'refund' AND state = 'refunded' OR step = 'release' AND state = 'released' AND withdrawn_at IS NULL
      )
      SELECT format('order_id=%s, step=%s', coalesce(due.order_id, act.order_id), coalesce(due.step, act.step)) AS key,
        'a step and the act behind it' AS what, due.at::text AS expected, act.acted_at::text AS found
      FROM due FULL JOIN partner_act AS act ON act.order_id = due.order_id AND act.step = due.step
      WHERE due.at IS DISTINCT FROM act.acted_at`,
  },
]

interface Act {
  readonly order_id: string
  readonly step: string
  readonly order_no: string
  readonly institution_id: string
  readonly goods_id: string
  readonly shop_id: string
  readonly key_id: string
  readonly signature_base: string
  readonly signature: Buffer
  readonly body: string | null
  readonly acted_at: Date
  /** Null where there is no key of this id. */
  readonly key_of: string | null
  readonly public_key: Buffer | null
  readonly valid_from: Date
  readonly valid_to: Date | null
}

/** Every act is proved again: by a key its institution held then, over a request of this order and step, with the body that was signed. */
export async function* partnerActFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const terms = await readKeyTerms(sql, 'institution-key')
  const acts = await sql<Act[]>`
    SELECT order_id, step, order_no, partner_order.institution_id, goods_id, shop_id, key_id, signature_base, signature, body, acted_at,
      own.institution_id AS key_of, public_key, valid_from, valid_to
    FROM partner_act JOIN partner_order USING (order_id) LEFT JOIN institution_key AS own USING (key_id) ORDER BY order_id, acted_at`
  for (const act of acts) {
    const isHeld = act.key_of === act.institution_id && wasTaken(act, terms.get(act.key_id), act.acted_at)
    const held = isHeld ? [] : [['key_id', 'a key the institution held then', act.key_id] as const]
    for (const [what, expected, found] of [...held, ...faultsOfAct(act)])
      yield { table: 'partner_act', key: `order_id=${act.order_id}, step=${act.step}`, what, expected, found }
  }
}

/** A code that somebody may type in leads to its own order. */
export async function* approvalCodeFaults(
  sql: Transaction,
  crypto: CryptoModule,
): AsyncGenerator<AuditFault> {
  const orders = await sql<{ order_id: string; code_index: Buffer }[]>`
    SELECT order_id, code_index FROM partner_order WHERE code_index IS NOT NULL`
  for (const { order_id: orderId, code_index: found } of orders) {
    const expected = crypto.blindIndex('approval-digits', approvalCodeFor(crypto, orderId))
    if (expected.equals(found)) continue
    yield {
      ...{ table: 'partner_order', key: `order_id=${orderId}`, what: 'the index of its code' },
      ...{ expected: expected.toString('hex'), found: found.toString('hex') },
    }
  }
}

type Fault = readonly [what: string, expected: string, found: string]

function* faultsOfAct(act: Act): Generator<Fault> {
  const read = readSignedText(act.signature_base)
  if (read.keyId !== act.key_id) yield ['key_id', read.keyId, act.key_id]
  const isSigned =
    act.public_key !== null && verifyEd25519(act.public_key, Buffer.from(act.signature_base), act.signature)
  if (!isSigned) yield ['signature', `that of ${act.key_id} for the signed text`, 'another']
  const order = `/v1/partners/${encodeId('org', act.institution_id)}/orders/${act.order_no}`
  const request = `POST ${order}${act.step === 'ask' ? '' : `/${act.step}`}`
  const told = `${read.method} ${decodedPath(read.path)}`
  if (told !== request) yield ['signature_base', request, told]
  if (act.body === null) return
  const digest = readContentDigest(read.contentDigest)
  const isOfBody = Buffer.isBuffer(digest) && digest.equals(createHash('sha256').update(act.body).digest())
  if (!isOfBody) yield ['body', 'the body whose digest was signed', 'another']
  const asked = readJsonObject(act.body)
  const [goodsId, shopId] = [String(asked?.['goodsId']), String(asked?.['shopId'])]
  const isSame = decodeId('gds', goodsId) === act.goods_id && decodeId('shp', shopId) === act.shop_id
  if (!isSame) yield ['goods and shop', `${act.goods_id} in ${act.shop_id}`, `${goodsId} in ${shopId}`]
}
