import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The afternoon of docs/integration/operators.md: every block of a shell is run as it stands, and prints what stands below it. */
const ROOT = join(__dirname, '../../..')
const GUIDE = readFileSync(join(ROOT, 'docs/integration/operators.md'), 'utf8')
const SANDBOX_ADDRESS = '127.0.0.1:8300'
const SANDBOX_FOLDER = '.suitan/sandbox'
/** Long enough for the commands up to the withdrawal, short enough to wait for. */
const SETTLING_SECONDS = 45

jest.setTimeout(400_000)

interface Step {
  readonly where: 'sandbox' | 'machine'
  readonly command: string
  /** Undefined where the guide shows nothing. */
  readonly output: string | undefined
}

const steps = [...GUIDE.matchAll(/```sh( sandbox)?\n([^]*?)\n```(?:\n\n```output\n([^]*?)\n```)?/g)].map(
  ([, sandbox, command = '', output]): Step => ({
    where: sandbox === undefined ? 'machine' : 'sandbox',
    command,
    output,
  }),
)

/** A shell that is told one block after the other, as somebody who copies them into her terminal. */
interface Terminal {
  readonly run: (command: string) => Promise<{ code: number; text: string }>
  readonly waitFor: (words: string) => Promise<void>
  readonly type: (command: string) => void
  readonly close: () => Promise<void>
}

const openTerminal = (environment: Record<string, string>): Terminal => {
  const shell: ChildProcess = spawn('bash', [], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  let text = ''
  let heard = (): void => undefined
  const listen = (said: string): void => {
    text += said
    heard()
  }
  shell.stdout?.setEncoding('utf8').on('data', listen)
  const ended = new Promise<void>((resolve) => shell.once('close', () => resolve()))
  const type = (command: string): void => void shell.stdin?.write(`${command}\n`)
  type('exec 2>&1')
  const waitFor = (words: string): Promise<void> =>
    new Promise((resolve, reject) => {
      heard = () => (text.includes(words) ? resolve() : undefined)
      void ended.then(() => reject(new Error(`the shell ended: ${text}`)))
      heard()
    })
  return {
    type,
    waitFor,
    async run(command) {
      const mark = randomUUID()
      text = ''
      // The rest of what is typed is the shell's, whatever a command would read.
      type(`{\n${command}\n} < /dev/null\necho "${mark}$?${mark}"`)
      await waitFor(`${mark}\n`)
      const [said = '', code] = text.split(mark)
      return { code: Number(code), text: said.trimEnd() }
    },
    close: async () => {
      process.kill(-Number(shell.pid), 'SIGTERM')
      await ended
    },
  }
}

/** A shown text as a pattern: … stands for what is another each time. */
const patternOf = (shown: string): RegExp =>
  new RegExp(`^${shown.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/…/g, '.+')}$`)

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

describe('the guide of operators', () => {
  const folder = mkdtempSync(join(tmpdir(), 'suitan-guide-'))
  const home = join(folder, 'home')
  const state = join(folder, 'sandbox')
  const terminals: Terminal[] = []
  beforeAll(() => {
    // Open to the database's own user.
    chmodSync(folder, 0o755)
    for (const made of [home, state]) mkdirSync(made)
  })
  afterAll(async () => {
    for (const terminal of terminals) await terminal.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('has an afternoon in it, from the sandbox to the signed total', () => {
    expect(steps.filter(({ where }) => where === 'sandbox')).toHaveLength(1)
    for (const verb of ['keygen', 'consents pull', 'rides push', 'withdraw', 'reconcile', 'report'])
      expect(steps.some(({ command }) => command.includes(`npx suitan-operator ${verb}`))).toBe(true)
  })

  it('leads a newcomer from nothing to a green day: every block does and prints what it says', async () => {
    const port = String(await freePort())
    const here = (text: string): string =>
      text.replaceAll(SANDBOX_ADDRESS, `127.0.0.1:${port}`).replaceAll(SANDBOX_FOLDER, state)
    const sandbox = openTerminal({
      HOME: home,
      PORT: port,
      SUITAN_STATE: state,
      SUITAN_SETTLING_SECONDS: String(SETTLING_SECONDS),
    })
    // Without a network, so that the package shows that it needs none.
    const machine = openTerminal({
      HOME: home,
      npm_config_offline: 'true',
      npm_config_update_notifier: 'false',
    })
    terminals.push(machine, sandbox)
    for (const { where, command, output } of steps) {
      if (where === 'sandbox') {
        sandbox.type(here(command))
        await sandbox.waitFor('sandbox ready')
        continue
      }
      const { code, text } = await machine.run(here(command))
      if (output === undefined) expect([command, code, text]).toEqual([command, 0, text])
      else expect(text).toMatch(patternOf(here(output)))
    }
  })
})
