import { invokeHostLink } from './invoke-host'
import { SILENT_TIMEOUT_MS } from './city'
import { miniProgramHost } from './mini-program'
import { myDialect, myRefusal } from './my-dialect'
import type { HostPort } from './port'
import { textField } from './read'
import { DONE } from './result'
import { callVendor, functionOf, type VendorGlobal } from './vendor'

export function alipayHost(my: VendorGlobal): HostPort {
  const silent = { refusalOf: myRefusal, timeoutMs: SILENT_TIMEOUT_MS }
  const login = {
    name: 'getAuthCode',
    // auth_base shows nothing: Alipay forbids asking on the first screen.
    options: { scopes: ['auth_base'] },
    read: (answer: unknown) => textField(answer, 'authCode'),
  }
  return miniProgramHost(my, {
    ...myDialect(my, invokeHostLink(my, myRefusal)),
    hostId: 'alipay',
    canGiveTicket: () => functionOf(my, 'getAuthCode') !== undefined,
    ticket: () => callVendor(my, login, silent),
    canShare: () => functionOf(my, 'showSharePanel') !== undefined,
    // The panel asks the page's onShareAppMessage what to share.
    async share() {
      const result = await callVendor(my, { name: 'showSharePanel', read: () => true }, silent)
      return result.ok ? DONE : result
    },
  })
}
