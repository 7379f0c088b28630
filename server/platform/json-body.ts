import type { App } from './app-type'
import { RefusedRequest } from './problem'
import { isSigned } from './signed-request'

/**
 * Reads JSON bodies as the framework does, keys that would reach a prototype refused; but nothing at all is no body. WeChat and
 * Alipay announce JSON on every request, also on one that carries nothing. Where a body is needed its schema refuses the lack.
 * Bytes that are no UTF-8, a byte order mark (RFC 8259, section 8.1) and any other charset are refused, so that what is kept of a body is
 * what was sent.
 */
export function installJsonBody(app: App): void {
  app.decorateRequest('signedBody', null)
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (!isUtf8(request.headers['content-type'] ?? ''))
      return done(new RefusedRequest({ refused: 'request.unsupported-media' }))
    const text = textOf(bytes)
    if (text === undefined || text.startsWith(BYTE_ORDER_MARK))
      return done(new RefusedRequest({ refused: 'request.invalid', where: '/body' }))
    if (isSigned(request.principal)) request.signedBody = text
    if (text === '') done(null)
    else parse(request, text, done)
  })
}

const BYTE_ORDER_MARK = '\uFEFF'

const isUtf8 = (contentType: string): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]
  return charset === undefined || charset.toLowerCase() === 'utf-8'
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const textOf = (bytes: Buffer): string | undefined => {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}
