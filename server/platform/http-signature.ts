import {
  isInnerList,
  parseDictionary,
  serializeInnerList,
  type Dictionary,
  type InnerList,
} from 'structured-headers'

import {
  refuse,
  requiredComponents,
  SIGNATURE_LABEL,
  signatureBase,
  type Refusal,
  type SignedComponent,
  type SignedParts,
} from '#contract'

import { type Clock } from './clock'
import {
  SIGNATURE_ALGORITHMS,
  verifySignature,
  type SignatureAlgorithm,
  type VerificationKey,
} from './crypto'

/** How far `created` may lie from our clock, either way. */
export const SIGNATURE_WINDOW_SECONDS = 5 * 60

/** A request as far as its head goes: the signature is verified before any of the body is read. */
export interface SignedHead {
  parts: SignedParts
  hasBody: boolean
  signature: string | undefined
  signatureInput: string | undefined
}

export interface ReadSignature {
  keyId: string
  algorithm: SignatureAlgorithm
  nonce: string
  created: number
  /** The signature base, ready to verify. */
  base: string
  bytes: Uint8Array
}

/**
 * Reads the signature headers and builds the text that was signed. Refuses `signature.missing`, `signature.malformed`
 * (also when something required is not covered) and `digest.missing`.
 */
export function readSignature({ parts, hasBody, ...head }: SignedHead): ReadSignature | Refusal {
  if (head.signature === undefined || head.signatureInput === undefined) return refuse('signature.missing')
  const list = dictionaryOf(head.signatureInput)?.get(SIGNATURE_LABEL)
  const value = dictionaryOf(head.signature)?.get(SIGNATURE_LABEL)?.[0]
  if (list === undefined || !isInnerList(list)) return refuse('signature.malformed', 'Signature-Input')
  if (!(value instanceof ArrayBuffer)) return refuse('signature.malformed', 'Signature')
  const parameters = readParameters(list)
  if (parameters === undefined) return refuse('signature.malformed', 'Signature-Input')
  if (hasBody && parts.contentDigest === undefined) return refuse('digest.missing')
  if (hasBody && parts.contentType === undefined) return refuse('signature.malformed', 'Content-Type')
  const components = coveredComponents(list, parts)
  if (components === undefined) return refuse('signature.malformed', 'Signature-Input')
  const base = signatureBase(parts, components, serializeInnerList(list))
  return { ...parameters, base, bytes: new Uint8Array(value) }
}

/** Refuses `signature.stale` and `signature.invalid`; undefined when the signature holds. */
export function checkSignature(read: ReadSignature, key: VerificationKey, clock: Clock): Refusal | undefined {
  const nowSeconds = Math.floor(clock.now().getTime() / 1000)
  if (Math.abs(nowSeconds - read.created) > SIGNATURE_WINDOW_SECONDS) return refuse('signature.stale')
  if (read.algorithm !== key.algorithm) return refuse('signature.invalid', 'alg')
  return verifySignature(key, Buffer.from(read.base, 'utf8'), read.bytes)
    ? undefined
    : refuse('signature.invalid')
}

/** What a kept signature base says of its request; what it does not say is ''. The reverse of `signatureBase`. */
export function readSignedText(base: string): {
  method: string
  path: string
  contentDigest: string
  keyId: string
} {
  const values = new Map<string, string>()
  for (const line of base.split('\n')) {
    const [, name, value] = /^"([^"]+)": (.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) values.set(name, value)
  }
  const parameters = dictionaryOf(`${SIGNATURE_LABEL}=${values.get('@signature-params') ?? ''}`)?.get(
    SIGNATURE_LABEL,
  )
  return {
    method: values.get('@method') ?? '',
    path: values.get('@path') ?? '',
    contentDigest: values.get('content-digest') ?? '',
    keyId: String(parameters?.[1].get('keyid') ?? ''),
  }
}

/** The sha-256 of a Content-Digest header (RFC 9530). Refuses `digest.missing` when there is none of 32 bytes. */
export function readContentDigest(header: string): Buffer | Refusal {
  const value = dictionaryOf(header)?.get('sha-256')?.[0]
  return value instanceof ArrayBuffer && value.byteLength === 32
    ? Buffer.from(value)
    : refuse('digest.missing')
}

function dictionaryOf(header: string): Dictionary | undefined {
  try {
    return parseDictionary(header)
  } catch {
    return undefined
  }
}

function readParameters(
  list: InnerList,
): Pick<ReadSignature, 'keyId' | 'algorithm' | 'nonce' | 'created'> | undefined {
  const [created, nonce, keyId, alg] = ['created', 'nonce', 'keyid', 'alg'].map((name) => list[1].get(name))
  const algorithm = SIGNATURE_ALGORITHMS.find((known) => known === alg)
  if (typeof created !== 'number' || !Number.isSafeInteger(created) || algorithm === undefined)
    return undefined
  if (typeof nonce !== 'string' || !/^[\w-]{16,128}$/.test(nonce)) return undefined
  if (typeof keyId !== 'string' || keyId.length < 1 || keyId.length > 128) return undefined
  return { created, nonce, keyId, algorithm }
}

/** Everything we require must be covered, each once, and nothing we cannot rebuild may be. */
function coveredComponents(list: InnerList, parts: SignedParts): SignedComponent[] | undefined {
  const required = requiredComponents(parts)
  const covered: SignedComponent[] = []
  for (const [name, parameters] of list[0]) {
    const component = required.find((known) => known === name)
    if (component === undefined || parameters.size > 0 || covered.includes(component)) return undefined
    covered.push(component)
  }
  return covered.length === required.length ? covered : undefined
}
