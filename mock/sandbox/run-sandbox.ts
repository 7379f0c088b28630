import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startSandboxService, type SandboxPlaces } from './sandbox-service'

export interface SandboxOptions {
  readonly repository: string
  readonly port: string
}

/** Starts the sandbox, at its first start with its residents, and stops it on Ctrl-C, on SIGTERM, or when the service dies. */
export const runSandbox = async ({ repository, port }: SandboxOptions): Promise<void> => {
  const stateFolder = path.resolve(repository, process.env['SUITAN_STATE'] ?? '.suitan/sandbox')
  mkdirSync(stateFolder, { recursive: true })
  await settleOnce({ repository, stateFolder })
  const service = await startSandboxService({ repository, stateFolder, port, hosts: [] })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void service.stop())
  console.log(`sandbox ready at ${service.url}
  operators  sptcc · metro-app · bus-group · bike-blue · bike-green; a key is registered by npm run admin
  residents  three, who consented three days ago: suitan-operator consents pull names their cards
  reference  ${service.url}/docs
Ctrl-C stops it and keeps its data in ${path.relative(repository, stateFolder)}`)
  process.exit(await service.gone)
}

/** Residents have cards and consents from three days ago, so that yesterday's rides can be theirs. */
const settleOnce = async ({ repository, stateFolder }: SandboxPlaces): Promise<void> => {
  const settled = path.join(stateFolder, 'residents-settled')
  if (existsSync(settled)) return
  console.log('preparing the sandbox: its residents open their accounts (once)')
  const program = path.join(repository, 'mock/sandbox/settle-residents.ts')
  const clock = ['-r', path.join(repository, 'mock/sandbox/days-ago.cjs')]
  const child = spawn(process.execPath, [...clock, '--import', 'tsx', program, repository, stateFolder], {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error('the residents of the sandbox could not be settled')
  writeFileSync(settled, '')
}
