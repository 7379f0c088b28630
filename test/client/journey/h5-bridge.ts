import type { Page } from 'playwright-core'
import { askHost, HostRefusal, type HostApi } from '../host'

/** The bridge's numbers for a refusal. */
const CODES: Readonly<Record<string, number>> = {
  unsupported: 404,
  notPermitted: -2,
  cancelled: -5,
  denied: 401,
}
const OTHER_FAILURE = -3
const ANSWERED = 200

/** Puts `window.eshimin` into the page as a super-app's web-view does; answers are asked of `hostApi` outside. */
export async function offerBridge(page: Page, hostApi: HostApi): Promise<void> {
  const deliver = (id: number, payload: object) =>
    void page
      .evaluate(([to, answer]) => (window as BridgeWindow).deliverAnswer?.(to, answer), [
        id,
        payload,
      ] as const)
      .catch(() => undefined)
  await page.exposeFunction('sendToHost', (id: number, method: string, parameters: unknown) =>
    askHost(
      hostApi,
      { method, parameters },
      (data) => deliver(id, { code: ANSWERED, msg: 'ok', data }),
      (reason) =>
        deliver(id, {
          code: reason instanceof HostRefusal ? (CODES[reason.reason] ?? OTHER_FAILURE) : OTHER_FAILURE,
          msg: String(reason),
        }),
    ),
  )
  await page.addInitScript(BRIDGE_SCRIPT)
}

type BridgeWindow = Window & { deliverAnswer?(id: number, payload: unknown): void }

/** The page's half, as plain text: a compiled function could lean on what only our side has. */
const BRIDGE_SCRIPT = `
  const callbacks = []
  window.deliverAnswer = (id, payload) => callbacks[id](payload)
  window.eshimin = {
    invoke: (method, parameters, callback) => void window.sendToHost(callbacks.push(callback) - 1, method, parameters),
  }`
