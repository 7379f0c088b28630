import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { buildWhatIsStale } from '#mock/demo/fresh-builds'

const repository = mkdtempSync(path.join(tmpdir(), 'suitan-builds-'))
const inside = (name: string) => path.join(repository, name)
afterAll(() => rmSync(repository, { recursive: true }))

const script = (name: string, text: string) => {
  mkdirSync(path.dirname(inside(name)), { recursive: true })
  writeFileSync(inside(name), text)
}
/** A build as ours are: it starts another program and waits for it. */
const buildsBy = (program: string, output: string) => `
  import { spawnSync } from 'node:child_process'
  import { mkdirSync, writeFileSync, appendFileSync } from 'node:fs'
  appendFileSync('builds.txt', '${output}\\n')
  const { status } = spawnSync(process.execPath, ['-e', ${JSON.stringify(program)}], { stdio: 'inherit' })
  mkdirSync('${path.dirname(output)}', { recursive: true })
  writeFileSync('${output}', '')
  process.exit(status ?? 1)`
const builds = () => readFileSync(inside('builds.txt'), 'utf8').trim().split('\n')
const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a start', () => {
  it('builds what is stale, and not again', async () => {
    script('server/build.mjs', buildsBy('', 'dist/server/main.cjs'))
    script('config/build.mjs', buildsBy('', 'dist/h5/index.html'))
    const { signal } = new AbortController()
    await buildWhatIsStale(repository, signal)
    await buildWhatIsStale(repository, signal)
    expect(builds()).toEqual(['dist/server/main.cjs', 'dist/h5/index.html'])
  })

  it('that is stopped while it builds leaves nothing running', async () => {
    const program = `require('fs').writeFileSync('pid.txt', String(process.pid)); setInterval(() => {}, 1000)`
    script('server/build.mjs', buildsBy(program, 'dist/server/main.cjs'))
    const stop = new AbortController()
    const built = buildWhatIsStale(repository, stop.signal)
    const ended = expect(built).rejects.toThrow(/server\/build.mjs ended with SIGTERM/)
    while (!existsSync(inside('pid.txt')) || readFileSync(inside('pid.txt'), 'utf8') === '') await wait(20)
    stop.abort()
    await ended
    const pid = Number(readFileSync(inside('pid.txt'), 'utf8'))
    while (lives(pid)) await wait(20)
  })
})
