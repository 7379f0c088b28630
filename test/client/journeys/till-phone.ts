import { randomBytes } from 'node:crypto'
import type { HostPerson } from '#test/harness/host-server'
import { bo, type ResidentWorld } from '#test/harness/resident-world'
import { createDevice, HostRefusal, openModule, type Device, type Module, type Target } from '../journey'

/** A phone at a till: the module as it is compiled for her super-app, and what its camera is pointed at. */
export interface TillPhone {
  readonly app: Module
  readonly device: Device
  /** The next scan reads this. */
  readonly pointAt: (text: string) => void
}

/** Somebody without a verified real name, as cashiers are. */
export const cashierNamed = (name: string): HostPerson => ({
  ...bo,
  subject: `${name}-at-host`,
  personId: null,
})

const opened = new Set<Module>()

export interface Bend {
  readonly url?: string
  /** A phone that was used before. */
  readonly device?: Device
  readonly hasRandomness?: boolean
}

/** She opens the module in the super-app this build is made for. */
export async function openTillPhone(
  world: ResidentWorld,
  target: Target,
  person: HostPerson,
  { url = '/pages/resident/me', device = createDevice(), hasRandomness = true }: Bend = {},
): Promise<TillPhone> {
  const host = target === 'weapp' ? world.wechat : target === 'alipay' ? world.alipay : world.suishenban
  const hostApi = {
    ticket: () => host.ticketFor(person),
    ask(method: string, parameters: unknown) {
      if (method === 'getUi') return {}
      if (method === 'getRandom' && hasRandomness)
        return { hex: randomBytes((parameters as { bytes: number }).bytes).toString('hex') }
      if (method === 'scan' && device.scannable !== undefined) return { text: device.scannable }
      if (method === 'watchUi' || method === 'track') return undefined
      throw new HostRefusal('unsupported')
    },
  }
  const app = await openModule({ target, server: world.platform.url, hostApi, url, device })
  opened.add(app)
  return { app, device, pointAt: (text) => void (device.scannable = text) }
}

/** For `afterEach`: ends every module that was opened; throws when one of them threw on the way. */
export async function closeTillPhones(): Promise<void> {
  const modules = [...opened]
  opened.clear()
  for (const app of modules) await app.close()
}
