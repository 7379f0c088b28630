import { randomBytes } from 'node:crypto'

import {
  requiredComponents,
  signatureBase,
  signatureHeaders,
  signatureParametersText,
  type SignedParts,
} from '#contract'

import { signBytes, type OperatorKey } from './operator-key'

/** The headers that make a request the operator's own (RFC 9421); every call is a new nonce, so a retry is signed anew. */
export const signedHeaders = (key: OperatorKey, parts: SignedParts): Record<string, string> => {
  const components = requiredComponents(parts)
  const text = signatureParametersText(components, {
    created: Math.floor(Date.now() / 1000),
    nonce: randomBytes(16).toString('base64url'),
    keyId: key.keyId,
    algorithm: key.algorithm,
  })
  const signature = signBytes(key, Buffer.from(signatureBase(parts, components, text)))
  return signatureHeaders(parts, text, signature.toString('base64'))
}
