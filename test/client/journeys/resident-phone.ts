import type { Resident } from '#mock/city/index'
import type { HostId } from '#mock/hosts/index'
import type { HostPerson } from '#test/harness/host-server'
import type { ResidentWorld } from '#test/harness/resident-world'
import type { SimulatedCity } from '#test/scenario/simulated-city'
import { cityHost, createDevice, openModule, type Module, type ModuleSetup, type Target } from '../journey'
import { readCode } from './read-code'

/** The super-app in which a build runs: the H5 build is shown in the city's own. */
export const hostOf = (target: Target): HostId =>
  target === 'weapp' ? 'wechat' : target === 'alipay' ? 'alipay' : 'suishenban'

type Bend = Partial<Omit<ModuleSetup, 'target'>> & { readonly ui?: object }

/** A phone whose camera can be held before another one's screen. */
export interface CameraPhone {
  readonly app: Module
  /** The next scan reads the one code that is on this screen now. */
  readonly pointAt: (screen: Module) => Promise<void>
}

/** The same as `openFor`, with a camera. */
export async function openWithCamera(
  city: SimulatedCity,
  resident: Resident,
  target: Target,
): Promise<CameraPhone> {
  const device = createDevice()
  const { baseUrl } = city.host(hostOf(target))
  const camera = () => device.scannable
  const hostApi = cityHost({ baseUrl, residentId: resident.residentId, camera })
  const app = await openModule({ target, server: city.platform.url, hostApi, device })
  opened.add(app)
  return { app, pointAt: async (screen) => void (device.scannable = await readCode(screen)) }
}

const opened = new Set<Module>()

/** She opens the module on her phone, inside the super-app this build is made for. */
export async function openFor(
  city: SimulatedCity,
  resident: Resident,
  target: Target,
  { ui = {}, ...bend }: Bend = {},
): Promise<Module> {
  const { baseUrl } = city.host(hostOf(target))
  const hostApi = cityHost({ baseUrl, residentId: resident.residentId, ui })
  const app = await openModule({ target, server: city.platform.url, hostApi, ...bend })
  opened.add(app)
  return app
}

/** Somebody opens the module in the super-app this build is made for, before a service without a city around it. */
export async function openAtHost(
  world: ResidentWorld,
  person: HostPerson,
  target: Target,
  bend: Pick<Bend, 'url' | 'device'> = {},
): Promise<Module> {
  const hosts = {
    weapp: world.wechat,
    alipay: world.alipay,
    suishenban: world.suishenban,
    h5: world.suishenban,
  }
  const hostApi = {
    ticket: () => hosts[target].ticketFor(person),
    ask: (method: string) => (method === 'getUi' ? {} : undefined),
  }
  const app = await openModule({ target, server: world.platform.url, hostApi, ...bend })
  opened.add(app)
  return app
}

/** Leaves the end of a module that was opened otherwise to `closeModules`. */
export const closeAfterwards = (app: Module): void => {
  opened.add(app)
}

/** For `afterEach`: ends every module that was opened; throws when one of them threw on the way. */
export async function closeModules(): Promise<void> {
  const modules = [...opened]
  opened.clear()
  for (const app of modules) await app.close()
}

/** From the first screen to an open account that may record metro rides of her transit card, tap by tap. */
export async function openAccount(app: Module): Promise<void> {
  await app.tap('开始')
  await app.see('第 1 步')
  await app.tap('我看过了，继续')
  await app.tap(/地铁.*上海公共交通卡/, 'switch')
  await app.tap('同意并开通')
  await app.see('你已经少排了')
}
