import { createHash, createHmac, randomBytes } from 'node:crypto'

import { requiredComponents, SIGNATURE_LABEL, signatureBase, signatureParametersText } from '#contract'

/** Our name and secret at a far end. */
export interface Credentials {
  readonly clientId: string
  readonly clientSecret: string
}

/** The headers of a call signed with our client secret: RFC 9421, hmac-sha256, over method, path, query and, with a body, digest and type. */
export const signedCallHeaders = (
  { clientId, clientSecret }: Credentials,
  { method, url, body }: { readonly method: string; readonly url: string; readonly body?: string },
  now: Date,
): Record<string, string> => {
  const { pathname, search } = new URL(url)
  const ofBody: Record<string, string> =
    body === undefined
      ? {}
      : {
          'content-type': 'application/json',
          'content-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
        }
  const { 'content-digest': contentDigest, 'content-type': contentType } = ofBody
  const parts = {
    ...{ method, path: pathname, query: search },
    ...(contentDigest === undefined ? {} : { contentDigest }),
    ...(contentType === undefined ? {} : { contentType }),
  }
  const components = requiredComponents(parts)
  const parameters = signatureParametersText(components, {
    created: Math.floor(now.getTime() / 1000),
    nonce: randomBytes(16).toString('base64url'),
    keyId: clientId,
    algorithm: 'hmac-sha256',
  })
  const mac = createHmac('sha256', clientSecret).update(signatureBase(parts, components, parameters))
  return {
    ...ofBody,
    'signature-input': `${SIGNATURE_LABEL}=${parameters}`,
    signature: `${SIGNATURE_LABEL}=:${mac.digest('base64')}:`,
  }
}
