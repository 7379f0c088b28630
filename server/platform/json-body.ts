import type { App } from './app-type'
import { isSigned } from './signed-request'

/**
 * Reads JSON bodies as the framework does, keys that would reach a prototype refused; but nothing at all is no body. WeChat and
 * Alipay announce JSON on every request, also on one that carries nothing. Where a body is needed its schema refuses the lack.
 */
export function installJsonBody(app: App): void {
  app.decorateRequest('signedBody', null)
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text: string, done) => {
    if (isSigned(request.principal)) request.signedBody = text
    if (text === '') done(null)
    else parse(request, text, done)
  })
}
