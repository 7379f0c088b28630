import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createTestDatabase, spawnProgram, type SpawnedProgram } from '#test/harness/index'

/** `daemon`: like every PostgreSQL, the embedded one runs only as a user the system has a name for. */
const ORDINARY_UID = 1

// A start waits for the disk and for the cores it shares with every other suite.
jest.setTimeout(120_000)

describe('the service as a process', () => {
  let stateFolder: string
  const programs: SpawnedProgram[] = []
  const spawn = (environment: Record<string, string>, uid?: number): SpawnedProgram => {
    const program = spawnProgram('server/main.ts', [], { environment, ...(uid === undefined ? {} : { uid }) })
    programs.push(program)
    return program
  }
  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'suitan-main-'))
    chmodSync(folder, 0o755)
    stateFolder = join(folder, 'state')
    mkdirSync(stateFolder)
  })
  afterEach(async () => {
    for (const program of programs.splice(0)) {
      program.kill('SIGTERM')
      await program.ended
    }
    rmSync(join(stateFolder, '..'), { recursive: true, force: true })
  })

  const demo = (): Record<string, string> => ({ SUITAN_STATE: stateFolder, SUITAN_DEMO: 'true', PORT: '0' })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'starts, says so in one line, and stops in order on %s',
    async (signal) => {
      const service = spawn(demo())
      const { ready, url } = await service.ready
      expect(ready).toBe(true)
      expect(await (await fetch(`${String(url)}/readyz`)).json()).toEqual({ status: 'ready' })
      service.kill(signal)
      expect(await service.ended).toBe(0)
      expect(existsSync(join(stateFolder, 'database.lock'))).toBe(false)
      expect(existsSync(join(stateFolder, 'database', 'data', 'postmaster.pid'))).toBe(false)
    },
  )

  it('starts again after it was killed, with the key it made before', async () => {
    const killed = spawn(demo())
    await killed.ready
    killed.kill('SIGKILL')
    await killed.ended
    const again = spawn(demo())
    await again.ready
    expect(again.errorText()).not.toContain('migrated')
    again.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  })

  it('starts for an ordinary user too', async () => {
    const isRoot = process.getuid?.() === 0
    if (isRoot) chownSync(stateFolder, ORDINARY_UID, ORDINARY_UID)
    const service = spawn(demo(), isRoot ? ORDINARY_UID : undefined)
    await service.ready
    service.kill('SIGTERM')
    expect(await service.ended).toBe(0)
  })

  it('uses the database it is given and starts none', async () => {
    const database = await createTestDatabase()
    const environment = { ...demo(), DATABASE_URL: database.url }
    const service = spawn(environment)
    await service.ready
    expect(existsSync(join(stateFolder, 'database'))).toBe(false)
    service.kill('SIGTERM')
    expect(await service.ended).toBe(0)
    await database.drop()
  })

  it('does not start in earnest without a master key, nor with a wrong configuration', async () => {
    const keyless = spawn({ SUITAN_STATE: stateFolder })
    await expect(keyless.ready).rejects.toThrow('SUITAN_MASTER_KEY is not set')
    const wrong = spawn({ ...demo(), PORT: 'many' })
    await expect(wrong.ready).rejects.toThrow('PORT')
    expect([await keyless.ended, await wrong.ended]).toEqual([1, 1])
  })
})
