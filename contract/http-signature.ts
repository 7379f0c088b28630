/**
 * The text that partners sign: our profile of HTTP message signatures (RFC 9421) with Content-Digest (RFC 9530) over the bytes
 * as sent. Pure text, so that server and partners' programs build it alike; the signing itself is each side's own.
 */
export const SIGNATURE_LABEL = 'sig1'

/** Names of the algorithms; the last two are ours, for the national suite (GB/T 32905, GB/T 32918). */
export type HttpSignatureAlgorithm = 'ed25519' | 'hmac-sha256' | 'hmac-sm3' | 'sm2-sm3'

/** The parts of a request a signature covers, each exactly as it is sent. */
export interface SignedParts {
  /** Upper case. */
  method: string
  /** The path without the query, starting with a slash, percent-encoded as sent. */
  path: string
  /** Everything from the question mark on; empty when there is none. */
  query: string
  /** Header values, for a request with a body; `contentEncoding` when the body is compressed. */
  contentDigest?: string
  contentType?: string
  contentEncoding?: string
}

export interface SignatureParameters {
  /** Seconds since 1970, whole. */
  created: number
  /** 16 to 128 characters A–Z a–z 0–9 - _, never used before with this key. */
  nonce: string
  keyId: string
  algorithm: HttpSignatureAlgorithm
}

export type SignedComponent =
  '@method' | '@path' | '@query' | 'content-digest' | 'content-type' | 'content-encoding'

/** What a signature of these parts must cover, in the order we write it; a signer may choose another order. */
export function requiredComponents(parts: SignedParts): SignedComponent[] {
  const components: SignedComponent[] = ['@method', '@path', '@query']
  if (parts.contentDigest !== undefined) components.push('content-digest')
  if (parts.contentType !== undefined) components.push('content-type')
  if (parts.contentEncoding !== undefined) components.push('content-encoding')
  return components
}

/** The value of `sig1` in Signature-Input and the last line of the base, e.g. `("@method" "@path");created=…;nonce="…"`. */
export function signatureParametersText(
  components: readonly SignedComponent[],
  { created, nonce, keyId, algorithm }: SignatureParameters,
): string {
  const covered = components.map((component) => `"${component}"`).join(' ')
  return `(${covered});created=${created};nonce="${nonce}";keyid="${keyId}";alg="${algorithm}"`
}

/** The signature base of RFC 9421 section 2.5, to be signed as UTF-8 bytes. `parametersText` is the text in Signature-Input. */
export function signatureBase(
  parts: SignedParts,
  components: readonly SignedComponent[],
  parametersText: string,
): string {
  const lines = components.map((component) => `"${component}": ${componentValue(parts, component)}`)
  return [...lines, `"@signature-params": ${parametersText}`].join('\n')
}

/** The headers of a signed request: those of its parts that are headers, and the signature, base64, over their base. */
export function signatureHeaders(
  { contentDigest, contentType, contentEncoding }: SignedParts,
  parametersText: string,
  signature: string,
): Record<string, string> {
  return {
    ...(contentDigest === undefined ? {} : { 'content-digest': contentDigest }),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
    ...(contentEncoding === undefined ? {} : { 'content-encoding': contentEncoding }),
    'signature-input': `${SIGNATURE_LABEL}=${parametersText}`,
    signature: `${SIGNATURE_LABEL}=:${signature}:`,
  }
}

function componentValue(parts: SignedParts, component: SignedComponent): string {
  switch (component) {
    case '@method':
      return parts.method
    case '@path':
      return parts.path
    case '@query':
      return parts.query === '' ? '?' : parts.query
    case 'content-digest':
      return (parts.contentDigest ?? '').trim()
    case 'content-type':
      return (parts.contentType ?? '').trim()
    case 'content-encoding':
      return (parts.contentEncoding ?? '').trim()
  }
}
