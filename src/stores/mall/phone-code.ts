import { phoneCodeOf, phoneCounter, phoneProof, phoneStep } from '#domain/voucher'
import nacl from 'tweetnacl'
import { fromBase64url } from '../base64url'

/** What a phone makes a voucher's codes of while it has no network. */
export interface PhoneKey {
  readonly voucherNo: string
  /** base64url */
  readonly secret: string
}

/** The eighteen digits of this moment; undefined when the secret is none. */
export function phoneCodeAt({ voucherNo, secret }: PhoneKey, at: Date): string | undefined {
  const key = fromBase64url(secret)
  return key && phoneCodeOf(voucherNo, phoneProof(hmacSha512(key, phoneCounter(phoneStep(at)))))
}

const BLOCK_BYTES = 128

/** HMAC (RFC 2104) over SHA-512; a mini-program brings no cryptography along. */
function hmacSha512(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? nacl.hash(key) : key)
  const padded = (pad: number) => block.map((byte) => byte ^ pad)
  return nacl.hash(joined(padded(0x5c), nacl.hash(joined(padded(0x36), message))))
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}
