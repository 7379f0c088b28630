import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createStaffClient, type Resident, type StaffDesks } from '#mock/city/index'
import { startHostServer, type HostServer } from '#mock/hosts/index'
import {
  createOperatorClient,
  newKeyPair,
  operatorKey,
  publicBase64url,
  type OperatorClient,
} from '#mock/operators/index'
import { registerOperatorKey, registerStaff } from '#server/admin/index'
import { openForCommand } from '#server/platform/open-for-command'
import { NOBODY } from '#server/platform/postgres-binaries'
import { databaseHome } from '#server/platform/state-folder'
import type { OpenPlatform } from '#server/platform/index'
import { spawnProgram, type SpawnedProgram } from '#test/harness/index'

/** Short windows: some end in the middle of everything, and later rides go to supplementary runs. */
const SETTLING_SECONDS = 5

/** The service as a process with a database of its own on the disk, both of which can be killed and started again. */
export interface DurableCity {
  readonly serviceUrl: string
  readonly host: HostServer
  readonly operator: OperatorClient
  readonly staff: StaffDesks
  start(): Promise<void>
  /** SIGKILL, as a power cut would. */
  killService(): Promise<void>
  killDatabase(): void
  /** Works beside the running service, as an administrator's command does. */
  administer(work: (platform: OpenPlatform) => Promise<void>): Promise<void>
  /** Runs `npm run audit`; its exit code and what it printed. */
  audit(): Promise<{ readonly code: number; readonly said: string }>
  close(): Promise<void>
}

const REPOSITORY = path.resolve(__dirname, '../..')
/** The operator's client goes on through a restart of the service. */
const TRIES = 40

export async function startDurableCity(
  people: readonly Resident[],
  operatorId: string,
): Promise<DurableCity> {
  const stateFolder = makeStateFolder()
  const port = await freePort()
  const serviceUrl = `http://127.0.0.1:${port}`
  const signingPem = newKeyPair().privatePem
  const host = await startHostServer({
    hostId: 'suishenban',
    clientSecret: 'secret of the host',
    signingPem,
    residents: people,
    port: 0,
  })
  const environment = {
    SUITAN_STATE: stateFolder,
    SUITAN_DEMO: 'true',
    PORT: String(port),
    SUITAN_HOSTS: JSON.stringify([host.connection]),
    SUITAN_SETTLING_ANCHOR: 'receipt',
    SUITAN_SETTLING_SECONDS: String(SETTLING_SECONDS),
    SUITAN_LOG_LEVEL: 'error',
  }
  let service: SpawnedProgram
  const start = async (): Promise<void> => {
    service = spawnProgram('server/main.ts', [], { environment })
    await service.ready
  }
  const administer: DurableCity['administer'] = async (work) => {
    const platform = await openForCommand(environment)
    await work(platform).finally(() => platform.close())
  }
  await start()
  const key = operatorKey(operatorId, `${operatorId}-1`, newKeyPair().privatePem)
  const [centre, bureau] = [newStaffKey('centre-tester'), newStaffKey('bureau-tester')]
  await administer(async ({ deps }) => {
    await registerOperatorKey(deps, operatorOptions(key))
    await registerStaff(deps, staffOptions(centre, 'centre'))
    await registerStaff(deps, staffOptions(bureau, 'bureau'))
  })
  return {
    serviceUrl,
    host,
    operator: createOperatorClient({ baseUrl: serviceUrl, key, tries: TRIES }),
    staff: { centre: createStaffClient(serviceUrl, centre), bureau: createStaffClient(serviceUrl, bureau) },
    start,
    async killService() {
      service.kill('SIGKILL')
      await service.ended
    },
    killDatabase: () => process.kill(postmasterPid(stateFolder), 'SIGKILL'),
    administer,
    audit: () => runAudit(environment),
    async close() {
      service.kill('SIGTERM')
      await service.ended
      await host.close()
      rmSync(path.dirname(stateFolder), { recursive: true, force: true })
    },
  }
}

/** In a folder that PostgreSQL's own user may enter. */
function makeStateFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'suitan-durable-'))
  chmodSync(folder, 0o755)
  const stateFolder = path.join(folder, 'state')
  mkdirSync(stateFolder)
  return stateFolder
}

/** A restarted service has to come back under its address. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function postmasterPid(stateFolder: string): number {
  const home = databaseHome(stateFolder, process.getuid?.() === 0 ? NOBODY : null)
  return Number(readFileSync(path.join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

const newStaffKey = (staffId: string) => {
  const { privateKey } = operatorKey(staffId, staffId, newKeyPair().privatePem)
  return { staffId, privateKey }
}

const operatorOptions = ({ operatorId, keyId, privateKey }: ReturnType<typeof operatorKey>) =>
  new Map([
    ['operator', operatorId],
    ['key-id', keyId],
    ['algorithm', 'ed25519'],
    ['key', publicBase64url(privateKey)],
  ])

const staffOptions = ({ staffId, privateKey }: ReturnType<typeof newStaffKey>, role: string) =>
  new Map([
    ['staff', staffId],
    ['name', staffId],
    ['role', role],
    ['public-key', publicBase64url(privateKey)],
  ])

const runAudit = (environment: Record<string, string>): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const command = ['run', '--silent', 'audit']
    execFile(
      'npm',
      command,
      { cwd: REPOSITORY, env: { ...process.env, ...environment } },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
    )
  })
