/** The primitives one suite of algorithms provides; everything above them is the same for every suite. */
export interface CryptoSuite {
  readonly name: 'intl' | 'gm'
  /** First byte of everything sealed, so that a stored value says how to open it. */
  readonly sealMark: number
  readonly sealKeyBytes: number
  /** 32 bytes, of a text in UTF-8. */
  digest(bytes: Uint8Array | string): Buffer
  /** 32 bytes. */
  mac(key: Uint8Array, bytes: Uint8Array): Buffer
  /** RFC 5869 over the suite's digest, empty salt. */
  deriveKey(masterKey: Uint8Array, purpose: string, bytes: number): Buffer
  encrypt(input: AeadInput): Buffer
  /** Undefined when key, nonce, associated data or ciphertext do not belong together. */
  decrypt(input: AeadInput): Buffer | undefined
  signingKey(seed: Uint8Array): SigningKey
}

export interface AeadInput {
  key: Uint8Array
  /** 12 bytes, never used twice with one key. */
  nonce: Uint8Array
  associatedData: Uint8Array
  /** Plaintext, or ciphertext followed by the 16-byte tag. */
  bytes: Uint8Array
}

export interface SigningKey {
  /** Name as in HTTP message signatures: ed25519 or sm2-sm3. */
  readonly algorithm: 'ed25519' | 'sm2-sm3'
  /** 32 bytes (Ed25519) or 65 bytes, uncompressed point (SM2). */
  readonly publicKey: Buffer
  /** 64 bytes. */
  sign(bytes: Uint8Array): Buffer
}

export const NONCE_BYTES = 12
export const TAG_BYTES = 16
