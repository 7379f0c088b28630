import type { Resident } from '#mock/city/index'
import type { HostId } from '#mock/hosts/index'
import type { SimulatedCity } from '#test/scenario/simulated-city'
import { cityHost, openModule, type Module, type ModuleSetup, type Target } from '../journey'

/** The super-app in which a build runs: the H5 build is shown in the city's own. */
export const hostOf = (target: Target): HostId =>
  target === 'weapp' ? 'wechat' : target === 'alipay' ? 'alipay' : 'suishenban'

type Bend = Partial<Omit<ModuleSetup, 'target'>> & { readonly ui?: object }

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
