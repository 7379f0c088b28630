import path from 'node:path'
import type { FarDelivery } from '#contract'
import { startFarEnd } from '#mock/gateways/index'
import type { Happenings } from '#mock/hosts/index'
import { COMPANIES, type DeliveredKind } from '#mock/merchants/index'
import { paidWords } from './happening-words'
import type { DemoKeys } from './keys'

/** Where the platform delivers goods of one kind, as its configuration has it. */
export interface DemoFarEnd {
  readonly kind: DeliveredKind
  readonly creditCode: string
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface FarEndParts {
  readonly keys: DemoKeys
  readonly demoFolder: string
  readonly happenings: Happenings
  readonly undo: (() => Promise<void> | void)[]
}

/** Numbers that end so are nobody's, to see what a refused delivery is like. */
const isSomebody = (recipient: string): boolean => !recipient.endsWith('0000')

/** One far end for every kind of goods that is delivered; each keeps its book over starts and does not know numbers that end in 0000. */
export const startFarEnds = async ({
  keys,
  demoFolder,
  happenings,
  undo,
}: FarEndParts): Promise<readonly DemoFarEnd[]> => {
  const farEnds: DemoFarEnd[] = []
  for (const { delivers: kind, creditCode, companyId, name } of COMPANIES) {
    if (kind === undefined) continue
    const client = { clientId: 'suitan', clientSecret: keys.farEndSecret(companyId) }
    const { url, close } = await startFarEnd({
      ...client,
      now: Date.now,
      bookFile: path.join(demoFolder, `delivered-${companyId}.json`),
      knows: isSomebody,
      onPaid: (delivery: FarDelivery) => happenings.tell(paidWords(name, delivery)),
    })
    undo.push(close)
    farEnds.push({ kind, creditCode, url, ...client })
  }
  return farEnds
}
