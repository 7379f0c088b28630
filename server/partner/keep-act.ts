import type { PartnerPrincipal, Transaction } from '#server/platform/index'

export type ActStep = 'ask' | 'spend' | 'redemption' | 'refund' | 'release'

/** Keeps what the partner signed for a step, within the transaction of the step. */
export const keepAct = async (
  sql: Transaction,
  { signed, keyId }: PartnerPrincipal,
  act: { readonly orderId: string; readonly step: ActStep; readonly body: string | null; readonly now: Date },
): Promise<void> => {
  await sql`
    INSERT INTO partner_act (order_id, step, acted_at, key_id, signature_base, signature, body)
    VALUES (${act.orderId}, ${act.step}, ${act.now}, ${keyId}, ${signed.base}, ${Buffer.from(signed.signature)}, ${act.body})`
}
