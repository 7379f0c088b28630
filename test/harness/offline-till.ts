import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

import { tillLogText } from '#domain/voucher'

import { type Acting } from './institution-world'
import { type Answer, type ResidentWorld } from './resident-world'

/** An entry of a till's log as its device signs it. */
export interface LogEntry {
  readonly sequence: number
  readonly previousDigest: string
  readonly snapshotAt: string
  readonly occurredAt: string
  readonly form: string
  readonly signature: string
}

/** A till that can lose its network: it keeps its own key and log. */
export interface OfflineTill {
  readonly tillId: string
  readonly log: LogEntry[]
  /** Fetches what it needs before its network goes. */
  readonly sync: () => Promise<Answer>
  /** Takes a form without network; `at` is its own clock. */
  readonly takeOffline: (form: string, at?: Date) => LogEntry
  /** Tells what it took, or other entries than its own. */
  readonly tell: (entries?: readonly LogEntry[], by?: Acting) => Promise<Answer>
}

export const openOfflineTill = async (
  world: ResidentWorld,
  cashier: Acting,
  shopId: string,
): Promise<OfflineTill> => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const bytes = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const till = await cashier.send('POST', '/v1/tills', { shopId, publicKey: bytes.toString('base64url') })
  const tillId = till.body.tillId as string
  const log: LogEntry[] = []
  let previousDigest = '00'.repeat(32)
  let snapshotAt = ''
  return {
    tillId,
    log,
    sync: async () => {
      const snapshot = await cashier.send('POST', `/v1/tills/${tillId}/snapshots`)
      snapshotAt = snapshot.body.takenAt as string
      return snapshot
    },
    takeOffline: (form, at = world.clock.now()) => {
      const entry = signed(privateKey, tillId, {
        ...{ sequence: log.length + 1, previousDigest, snapshotAt, occurredAt: at.toISOString(), form },
      })
      previousDigest = digestOf(tillId, entry)
      log.push(entry)
      return entry
    },
    tell: (entries = log, by = cashier) => by.send('POST', `/v1/tills/${tillId}/log`, { entries }),
  }
}

const signed = (key: KeyObject, tillId: string, entry: Omit<LogEntry, 'signature'>): LogEntry => ({
  ...entry,
  signature: sign(null, Buffer.from(tillLogText({ ...entry, tillId })), key).toString('base64url'),
})

const digestOf = (tillId: string, entry: LogEntry): string =>
  createHash('sha512')
    .update(tillLogText({ ...entry, tillId }))
    .digest()
    .subarray(0, 32)
    .toString('hex')
