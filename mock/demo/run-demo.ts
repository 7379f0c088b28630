import path from 'node:path'
import { residents } from '#mock/city/index'
import { createHappenings, createSights, HOST_IDS, startHostServer, type HostServer } from '#mock/hosts/index'
import { buildWhatIsStale } from './fresh-builds'
import { toldWords } from './happening-words'
import { keepDemoKeys } from './keys'
import { startFarEnds } from './far-ends'
import { openCity, type CityParts } from './open-city'
import { registerKeys } from './register-keys'
import { keepRunningNotes } from './running-note'
import { isFree, startService, stopOrphanService, tail } from './service-process'
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
    const building = new AbortController()
    undo.push(() => building.abort())
    await buildWhatIsStale(repository, building.signal)
    const orphan = notes.orphanPid()
    if (orphan !== undefined) await stopOrphanService(orphan)
    const keys = keepDemoKeys(demoFolder)
    const people = residents(new Date())
    const happenings = createHappenings()
    const hosts = await startHosts({ keys, people, happenings, undo })
    const farEnds = await startFarEnds({ keys, demoFolder, happenings, undo })
    const logFile = path.join(demoFolder, 'service.log')
    const connections = hosts.map(({ connection }) => connection)
    const service = await startService({ repository, stateFolder, logFile, hosts: connections, farEnds })
    undo.push(service.stop)
    notes.write({ servicePid: service.pid })
    await registerKeys({ repository, stateFolder, serviceUrl: service.url, keys })
    const lastPort = notes.lastPort()
    const port = wantedPort ?? (lastPort !== undefined && (await isFree(lastPort)) ? lastPort : 0)
    const sights = createSights()
    const places = { repository, stateFolder, service, port }
    const { shell, workShell, pos } = await openCity({
      ...places,
      ...{ keys, people, happenings, sights, hosts, undo },
      delivered: farEnds.map(({ kind }) => kind),
    })
    notes.write({ servicePid: service.pid, url: shell.url })
    const windows = { url: shell.url, workUrl: workShell.url, posUrl: pos.url }
    console.log(welcome({ ...windows, serviceUrl: service.url, demoFolder }))
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
