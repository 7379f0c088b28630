import path from 'node:path'
import { createStaffClient, residents, settleInhabitants } from '#mock/city/index'
import {
  createHappenings,
  HOST_IDS,
  startHostServer,
  startShell,
  type Happenings,
  type HostServer,
  type Shell,
} from '#mock/hosts/index'
import { createOperatorClient, type OperatorClient } from '#mock/operators/index'
import { createDemoCity } from './demo-city'
import { buildWhatIsStale } from './fresh-builds'
import { toldWords } from './happening-words'
import { DEMO_STAFF, keepDemoKeys, OPERATOR_IDS, type DemoKeys } from './keys'
import { registerKeys } from './register-keys'
import { startRobots } from './robots'
import { keepRunningNotes } from './running-note'
import { isFree, startService, stopOrphanService, tail, type Service } from './service-process'
import { farewell, welcome } from './words'

export interface DemoOptions {
  readonly repository: string
  /** Port of the printed address; undefined: that of the last start if it is free, else any. */
  readonly wantedPort: number | undefined
}

/** Starts everything, prints one address, and stops everything on Ctrl-C, on SIGTERM, or when the service dies. */
export const runDemo = async ({ repository, wantedPort }: DemoOptions): Promise<void> => {
  const stateFolder = path.resolve(repository, process.env['SUITAN_STATE'] ?? '.suitan')
  const demoFolder = path.join(stateFolder, 'demo')
  const notes = keepRunningNotes(demoFolder)
  const other = notes.claim()
  if (other) {
    console.error(
      `已经在运行（进程 ${other.pid}）${other.url ?? ''} · Already running (process ${other.pid}) ${other.url ?? ''}`,
    )
    process.exitCode = 1
    return
  }
  const undo: (() => Promise<void> | void)[] = [notes.release]
  const stopAll = createStop(undo)
  try {
    await buildWhatIsStale(repository)
    const orphan = notes.orphanPid()
    if (orphan !== undefined) await stopOrphanService(orphan)
    const keys = keepDemoKeys(demoFolder)
    const people = residents(new Date())
    const happenings = createHappenings()
    const hosts = await startHosts({ keys, people, happenings, undo })
    const logFile = path.join(demoFolder, 'service.log')
    const connections = hosts.map(({ connection }) => connection)
    const service = await startService({ repository, stateFolder, logFile, hosts: connections })
    undo.push(service.stop)
    notes.write({ servicePid: service.pid })
    await registerKeys({ repository, stateFolder, serviceUrl: service.url, keys })
    const lastPort = notes.lastPort()
    const port = wantedPort ?? (lastPort !== undefined && (await isFree(lastPort)) ? lastPort : 0)
    const shell = await openCity({ repository, keys, people, happenings, hosts, service, port, undo })
    notes.write({ servicePid: service.pid, url: shell.url })
    console.log(welcome(shell.url, service.url, demoFolder))
    void service.gone.then(() => {
      if (stopAll.isStopping()) return
      console.error(`服务意外退出 · The service ended by itself\n${tail(logFile)}`)
      void stopAll(1)
    })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    await stopAll(1)
  }
}

interface CityParts {
  readonly repository: string
  readonly keys: DemoKeys
  readonly people: ReturnType<typeof residents>
  readonly happenings: Happenings
  readonly hosts: readonly HostServer[]
  readonly service: Service
  readonly port: number
  readonly undo: (() => Promise<void> | void)[]
}

/** Everybody outside the walls takes up work: operators' machines, staff, inhabitants, and the shell to look at it all. */
const openCity = async ({
  repository,
  keys,
  people,
  happenings,
  hosts,
  service,
  port,
  undo,
}: CityParts): Promise<Shell> => {
  const operators = new Map<string, OperatorClient>(
    OPERATOR_IDS.map((id) => [
      id,
      createOperatorClient({ baseUrl: service.url, key: keys.operator(id), tries: 3 }),
    ]),
  )
  const city = createDemoCity({ residents: people, happenings, hosts, operators })
  const moduleFolder = path.join(repository, 'dist/h5')
  const shell = await startShell({ shellCity: city, serviceUrl: service.url, moduleFolder, port })
  undo.push(shell.close)
  const [host] = hosts
  if (!host) throw new Error('the city has no host')
  await settleInhabitants(people, {
    serviceUrl: service.url,
    hostId: host.connection.hostId,
    hostBaseUrl: host.baseUrl,
  })
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
  return shell
}

const startHosts = async ({
  keys,
  people,
  happenings,
  undo,
}: Pick<CityParts, 'keys' | 'people' | 'happenings' | 'undo'>): Promise<HostServer[]> => {
  const hosts: HostServer[] = []
  for (const hostId of HOST_IDS) {
    const host = await startHostServer({
      hostId,
      clientSecret: keys.hostClientSecret(hostId),
      signingPem: keys.hostSigningPem(hostId),
      residents: people,
      port: 0,
      onMessage: (resident, message) => happenings.tell(toldWords(resident, message)),
    })
    hosts.push(host)
    undo.push(host.close)
  }
  return hosts
}

interface StopAll {
  (exitCode: number): Promise<void>
  isStopping(): boolean
}

/** Undoes what was started, last first; Ctrl-C and SIGTERM do the same. A second signal changes nothing. */
const createStop = (undo: (() => Promise<void> | void)[]): StopAll => {
  let stopping: Promise<void> | undefined
  const unwind = async (exitCode: number): Promise<void> => {
    for (const step of undo.reverse())
      await Promise.resolve(step()).catch((error: unknown) => console.error(error))
    process.exit(exitCode)
  }
  const stopAll = (exitCode: number): Promise<void> => (stopping ??= unwind(exitCode))
  const onSignal = (): void => {
    if (!stopping) console.log(farewell)
    void stopAll(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return Object.assign(stopAll, { isStopping: () => stopping !== undefined })
}
