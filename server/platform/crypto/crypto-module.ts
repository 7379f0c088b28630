import { randomBytes } from 'node:crypto'

import { gmSuite } from './gm-suite'
import { intlSuite } from './intl-suite'
import { NONCE_BYTES, type CryptoSuite, type SigningKey } from './suite'

/** What a key is for; each purpose has its own keys, so that a value sealed for one never opens for another. */
export type KeyPurpose =
  | 'person'
  | 'instrument'
  | 'operator-key'
  | 'idempotency'
  | 'session'
  | 'station'
  | 'ledger'
  | 'guardian-code'
  | 'host-subject'
  | 'ward-name'
  | 'institution-member'
  | 'institution-person'
  | 'voucher-code'
  | 'voucher-phone'
  | 'till-snapshot'
  | 'approval-code'
  | 'approval-digits'
  | 'delivery-recipient'
  | 'fraud-key'
  | 'fraud-number'
  | 'fraud-report'
  | 'credit-code'
  | 'credit-reading'
  | 'consent-proof'

export interface CryptoModule {
  readonly suite: 'intl' | 'gm'
  /** 32 bytes: SHA-256 or SM3. */
  digest(bytes: Uint8Array | string): Buffer
  /** 16 bytes that stand for `text` in an index: equal for equal text, meaningless without the key. */
  blindIndex(purpose: KeyPurpose, text: string): Buffer
  /**
   * Encrypts for storage. `associatedData` is what the value belongs to (a row's id) and must be given again to open.
   * Shape: suite mark (1 byte), key id (4), nonce (12), ciphertext, tag (16).
   */
  seal(purpose: KeyPurpose, plain: Uint8Array | string, associatedData: string): Buffer
  /** Opens what `seal` made. Throws when it was altered, moved to another row, or sealed with another key or suite. */
  open(purpose: KeyPurpose, sealed: Uint8Array, associatedData: string): Buffer
  /** A signing key of the suite's own algorithm, the same after every start. */
  signingKey(purpose: KeyPurpose): SigningKey
  /** Raw key bytes for a named use outside the purposes above (the access tokens' Ed25519 seed). */
  deriveKey(use: string, bytes: number): Buffer
}

const KEY_ID_BYTES = 4
const BLIND_INDEX_BYTES = 16

/** `masterKey`: 32 bytes, from which every other key is derived by HKDF. */
export function createCryptoModule(suiteName: 'intl' | 'gm', masterKey: Uint8Array): CryptoModule {
  if (masterKey.length !== 32) throw new Error('The master key must have 32 bytes.')
  const suite = suiteName === 'gm' ? gmSuite : intlSuite
  const derive = remembered((use: string, bytes: number) =>
    suite.deriveKey(masterKey, `suitan/${use}`, bytes),
  )
  return {
    suite: suite.name,
    digest: (bytes) => suite.digest(bytes),
    blindIndex: (purpose, text) =>
      suite.mac(derive(`blind-index/${purpose}`, 32), asBytes(text)).subarray(0, BLIND_INDEX_BYTES),
    seal(purpose, plain, associatedData) {
      const nonce = randomBytes(NONCE_BYTES)
      const key = derive(`seal/${purpose}`, suite.sealKeyBytes)
      const head = sealHead(suite, key)
      const bytes = suite.encrypt({
        key,
        nonce,
        associatedData: asBytes(associatedData),
        bytes: asBytes(plain),
      })
      return Buffer.concat([head, nonce, bytes])
    },
    open(purpose, sealed, associatedData) {
      const key = derive(`seal/${purpose}`, suite.sealKeyBytes)
      const head = sealHead(suite, key)
      if (!head.equals(sealed.subarray(0, head.length)))
        throw new Error(`Sealed for another key or suite (${purpose}).`)
      const nonce = sealed.subarray(head.length, head.length + NONCE_BYTES)
      const bytes = sealed.subarray(head.length + NONCE_BYTES)
      const plain = suite.decrypt({ key, nonce, associatedData: asBytes(associatedData), bytes })
      if (plain === undefined) throw new Error(`A sealed value was altered or moved (${purpose}).`)
      return plain
    },
    signingKey: (purpose) => suite.signingKey(derive(`sign/${purpose}`, 32)),
    deriveKey: (use, bytes) => derive(`use/${use}`, bytes),
  }
}

/** The key id is a digest of the key itself: a value sealed under a rotated key is told apart before decryption. */
function sealHead(suite: CryptoSuite, key: Uint8Array): Buffer {
  const keyId = suite.mac(key, asBytes('key id')).subarray(0, KEY_ID_BYTES)
  return Buffer.concat([Buffer.from([suite.sealMark]), keyId])
}

function asBytes(value: Uint8Array | string): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value
}

function remembered(make: (use: string, bytes: number) => Buffer): (use: string, bytes: number) => Buffer {
  const known = new Map<string, Buffer>()
  return (use, bytes) => {
    const name = `${use}/${bytes}`
    const key = known.get(name) ?? make(use, bytes)
    known.set(name, key)
    return key
  }
}
