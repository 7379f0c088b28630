import path from 'node:path'
import { settleApplicants } from '#mock/applicants/index'
import { createStaffClient, settleInhabitants, type residents } from '#mock/city/index'
import {
  startShell,
  type Happenings,
  type Sights,
  type HostServer,
  type Shell,
  type ShownPart,
} from '#mock/hosts/index'
import { settleCompanies, type Company, type DeliveredKind, type PosWindow } from '#mock/merchants/index'
import { createOperatorClient, type OperatorClient } from '#mock/operators/index'
import { createDemoCity, type DemoCity } from './demo-city'
import { DEMO_STAFF, OPERATOR_IDS, type DemoKeys } from './keys'
import { openPos } from './open-pos'
import { registerCompany } from './register-keys'
import { startRobots } from './robots'
import { isFree, type Service } from './service-process'

export interface CityParts {
  readonly repository: string
  readonly stateFolder: string
  readonly keys: DemoKeys
  readonly people: ReturnType<typeof residents>
  readonly happenings: Happenings
  readonly sights: Sights
  readonly hosts: readonly HostServer[]
  /** Kinds of goods that have a far end. */
  readonly delivered: readonly DeliveredKind[]
  readonly service: Service
  readonly port: number
  readonly undo: (() => Promise<void> | void)[]
}

/** Everybody outside the walls takes up work: operators' machines, staff, inhabitants, and the shell to look at it all. */
export const openCity = async (parts: CityParts): Promise<Shells & { readonly pos: PosWindow }> => {
  const { keys, people, happenings, sights, hosts, service, undo } = parts
  const operators = new Map<string, OperatorClient>(
    OPERATOR_IDS.map((id) => [
      id,
      createOperatorClient({ baseUrl: service.url, key: keys.operator(id), tries: 3 }),
    ]),
  )
  const city = createDemoCity({ residents: people, happenings, sights, hosts, operators })
  const shells = await openShells(city, parts)
  await settle(parts)
  const pos = await openPos(parts, Number(new URL(shells.shell.url).port) + 2)
  const staffOf = ({ staffId }: { staffId: string }) =>
    createStaffClient(service.url, { staffId, privateKey: keys.staff(staffId) })
  const stop = new AbortController()
  const robots = startRobots({
    city,
    residents: people,
    operators: [...operators.values()],
    staff: { centre: staffOf(DEMO_STAFF.centre), bureau: staffOf(DEMO_STAFF.bureau) },
    stop: stop.signal,
  })
  undo.push(async () => {
    stop.abort()
    await robots
  })
  return { ...shells, pos }
}

interface Shells {
  readonly shell: Shell
  /** The phone of whoever works in a shop. */
  readonly workShell: Shell
}

/** Two phones, each at an address of its own: what one keeps is not the other's. */
const openShells = async (
  city: DemoCity,
  { repository, service, port, undo }: CityParts,
): Promise<Shells> => {
  const shells: Partial<Record<ShownPart, Shell>> = {}
  const open = async (part: ShownPart, other: ShownPart, wantedPort: number): Promise<Shell> => {
    const shell = await startShell({
      shellCity: city,
      part,
      otherPhoneUrl: () => shells[other]?.url ?? '',
      serviceUrl: service.url,
      moduleFolder: path.join(repository, 'dist/h5'),
      port: wantedPort,
    })
    undo.push(shell.close)
    return (shells[part] = shell)
  }
  const shell = await open('newcomer', 'worker', port)
  const beside = Number(new URL(shell.url).port) + 1
  return { shell, workShell: await open('worker', 'newcomer', (await isFree(beside)) ? beside : 0) }
}

/** Inhabitants have their accounts, companies their people, shops and goods, and those who apply have applied. */
const settle = async ({
  repository,
  stateFolder,
  keys,
  people,
  hosts,
  delivered,
  service,
}: CityParts): Promise<void> => {
  for (const [index, { connection, baseUrl }] of hosts.entries()) {
    const places = { serviceUrl: service.url, hostId: connection.hostId, hostBaseUrl: baseUrl }
    if (index === 0) await settleInhabitants(people, places)
    const companies = {
      ...places,
      keyOf: keys.company,
      register: (company: Company) => registerCompany(company, { repository, stateFolder, keys }),
    }
    await settleCompanies({ ...companies, delivered })
    if (index > 0) continue
    const { staffId } = DEMO_STAFF.centre
    await settleApplicants({
      ...companies,
      centre: createStaffClient(service.url, { staffId, privateKey: keys.staff(staffId) }),
      expertKeyOf: (expertId) => keys.publicHalf(keys.expert(expertId)),
    })
  }
}
