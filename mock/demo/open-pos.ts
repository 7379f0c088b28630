import { signInResident } from '#mock/city/index'
import type { HostServer, Sights } from '#mock/hosts/index'
import { COMPANIES, createPosClient, keyIdOf, startPosWindow, type PosWindow } from '#mock/merchants/index'
import type { DemoKeys } from './keys'
import { isFree, type Service } from './service-process'

const POS_CHAIN = 'coffee'

interface PosParts {
  readonly keys: DemoKeys
  readonly hosts: readonly HostServer[]
  readonly sights: Sights
  readonly service: Service
  readonly undo: (() => Promise<void> | void)[]
}

/** The display at a chain's own till, in a third window; at another port when this one is taken. */
export const openPos = async (
  { keys, hosts, sights, service, undo }: PosParts,
  wantedPort: number,
): Promise<PosWindow> => {
  const chain = COMPANIES.find(({ companyId }) => companyId === POS_CHAIN)
  const host = hosts[0]
  if (!chain || !host) throw new Error('a city without a chain or a host')
  const { hostId } = host.connection
  const places = { serviceUrl: service.url, hostId, hostBaseUrl: host.baseUrl }
  const owner = await signInResident(chain.owner.residentId, places)
  const own = (await owner.memberships()).find(({ institution }) => institution.zh === chain.name.zh)
  const shop = own?.shops[0]
  if (!own || !shop) throw new Error(`${POS_CHAIN} has no shop`)
  const key = { keyId: keyIdOf(POS_CHAIN), privateKey: keys.company(POS_CHAIN) }
  const pos = await startPosWindow({
    serviceUrl: service.url,
    client: createPosClient({ baseUrl: service.url, institutionId: own.institutionId, key }),
    shopId: shop.shopId,
    name: shop.name,
    onShow: (pictures) => sights.show('pos', 'pos', pictures),
    port: (await isFree(wantedPort)) ? wantedPort : 0,
  })
  undo.push(pos.close)
  return pos
}
