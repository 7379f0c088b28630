import { parseArgs } from 'node:util'

import type { Call, Command } from './command'
import { readKeyFile } from './key-file'
import { keygen } from './keygen'
import { createPlatform, type Platform } from './platform'
import { createProgress } from './progress'
import { pullConsents } from './pull-consents'
import { pushRides } from './push-rides'
import { reconcileDay } from './reconcile-day'
import { KEY_FILE, readSettings, SETTINGS_FILE, type Flags, type Settings } from './settings'
import { listRuns, signRun } from './sign-runs'
import { EXIT_CODES, reasonLines, Stopped, type ExitCode } from './stopped'
import { withdrawRides } from './withdraw-rides'

const COMMANDS: Readonly<Record<string, Command>> = {
  keygen,
  'consents pull': pullConsents,
  'rides push': pushRides,
  withdraw: withdrawRides,
  reconcile: reconcileDay,
  runs: listRuns,
  report: signRun,
}

const COMMON = `Every command takes these, or finds them in the environment or in ${SETTINGS_FILE} here:
  --url URL         SUITAN_OPERATOR_URL     "url"       base address of the platform
  --operator ID     SUITAN_OPERATOR_ID      "operator"  your operator id
  --key FILE        SUITAN_OPERATOR_KEY     "key"       the key keygen wrote (${KEY_FILE})
  --state FOLDER    SUITAN_OPERATOR_STATE   "state"     what is under way (.suitan-operator)
  --tries N         SUITAN_OPERATOR_TRIES   "tries"     how often a request is sent (8)
  --config FILE     SUITAN_OPERATOR_CONFIG              other settings than ${SETTINGS_FILE}
Exit codes: 0 done; 1 refused by the platform; 2 the command cannot be done as given; 3 done, and something is to be mended; 4 the
platform was out of reach – run the same again.`

const COMMON_OPTIONS = {
  url: { type: 'string' },
  operator: { type: 'string' },
  key: { type: 'string' },
  state: { type: 'string' },
  tries: { type: 'string' },
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

void main(process.argv.slice(2)).then((code) => (process.exitCode = code))

/** Does one command and prints what came of it; the exit code says how it went. */
async function main(words: readonly string[]): Promise<ExitCode> {
  const progress = createProgress(process.stderr)
  try {
    const name = Object.keys(COMMANDS).find((known) => startsWith(words, known.split(' ')))
    const command = name === undefined ? undefined : COMMANDS[name]
    if (name === undefined || command === undefined) return printHelp(words)
    const { values: flags, positionals } = readArguments(command, words.slice(name.split(' ').length))
    if (flags['help'] === true) {
      print(`suitan-operator ${command.usage}\n\n${command.about}\n\n${COMMON}`)
      return EXIT_CODES.done
    }
    return await command.run({ flags, words: positionals, ...reaching(flags, progress), print, progress })
  } catch (error) {
    progress.end()
    const stopped = stoppedBy(error)
    for (const line of reasonLines(stopped.reason)) progress.tell(line)
    return stopped.exitCode
  }
}

/** A full disk or a folder that is not ours is the machine's; anything else is a fault of this program. */
function stoppedBy(error: unknown): Stopped {
  if (error instanceof Stopped) return error
  if (!(error instanceof Error) || !('syscall' in error)) throw error
  const next = 'Mend it and run the same command again'
  return new Stopped({ code: 'machine.fault', what: error.message, next })
}

function startsWith(words: readonly string[], first: readonly string[]): boolean {
  return first.every((word, index) => words[index] === word)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function printHelp(words: readonly string[]): ExitCode {
  const usages = Object.values(COMMANDS).map(({ usage }) => `  suitan-operator ${usage}`)
  const isAsked = ['help', '--help', '-h'].includes(words[0] ?? '')
  const text = `${usages.join('\n')}\n\nsuitan-operator COMMAND --help says what a command does.\n\n${COMMON}`
  if (isAsked) print(text)
  else process.stderr.write(`${text}\n`)
  return isAsked ? EXIT_CODES.done : EXIT_CODES.unusable
}

function readArguments(command: Command, words: readonly string[]): { values: Flags; positionals: string[] } {
  try {
    const options = { ...COMMON_OPTIONS, ...command.options }
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new Stopped({ code: 'option.invalid', what, next: `It is: suitan-operator ${command.usage}` })
  }
}

/** Settings and the platform, once they are asked for: making a key needs neither. */
function reaching(flags: Flags, progress: Call['progress']): Pick<Call, 'settings' | 'platform'> {
  let settings: Promise<Settings> | undefined
  let platform: Promise<Platform> | undefined
  const readOnce = (): Promise<Settings> => (settings ??= readSettings(flags, process.env))
  const reach = async (): Promise<Platform> => {
    const read = await readOnce()
    return createPlatform(read, await readKeyFile(read.keyFile), progress.tell)
  }
  return { settings: readOnce, platform: () => (platform ??= reach()) }
}
