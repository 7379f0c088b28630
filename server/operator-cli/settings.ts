import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

import { Type, type Static } from '@sinclair/typebox'

import { parsedJson, readValue } from './read-value'
import { Stopped } from './stopped'

/** Where the platform is, who asks it, and where this machine keeps what it needs; never a secret. */
export interface Settings {
  /** Base URL without a slash at its end. */
  readonly url: string
  readonly operatorId: string
  readonly keyFile: string
  readonly stateFolder: string
  /** How often a request is sent before the command gives up. */
  readonly triesMax: number
}

const SettingsText = Type.Object(
  {
    url: Type.Optional(Type.String({ minLength: 1 })),
    operator: Type.Optional(Type.String({ minLength: 1 })),
    key: Type.Optional(Type.String({ minLength: 1 })),
    state: Type.Optional(Type.String({ minLength: 1 })),
    tries: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
)
type SettingsText = Static<typeof SettingsText>

/** What stood on the command line. */
export type Flags = Readonly<Record<string, unknown>>

export const SETTINGS_FILE = 'suitan-operator.json'
export const KEY_FILE = 'operator-key.json'
const STATE_FOLDER = '.suitan-operator'
const TRIES_MAX = 8

/**
 * A flag counts before the environment, the environment before the file `suitan-operator.json` (or the one named by --config), whose paths
 * are seen from its own folder. Stops with `settings.invalid` and `settings.missing`.
 */
export const readSettings = async (flags: Flags, environment: NodeJS.ProcessEnv): Promise<Settings> => {
  const file = await settingsFile(flags, environment)
  const pick = (flag: string, variable: string): string | undefined =>
    textOf(flags[flag]) ?? textOf(environment[variable])
  const near = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : resolve(file.folder, path)
  return {
    url: checkedUrl(needed(pick('url', 'SUITAN_OPERATOR_URL') ?? file.text.url, 'url')),
    operatorId: checkedId(needed(pick('operator', 'SUITAN_OPERATOR_ID') ?? file.text.operator, 'operator')),
    keyFile: pick('key', 'SUITAN_OPERATOR_KEY') ?? near(file.text.key) ?? KEY_FILE,
    stateFolder: pick('state', 'SUITAN_OPERATOR_STATE') ?? near(file.text.state) ?? STATE_FOLDER,
    triesMax: checkedTries(pick('tries', 'SUITAN_OPERATOR_TRIES') ?? file.text.tries ?? TRIES_MAX),
  }
}

const settingsFile = async (
  flags: Flags,
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly folder: string; readonly text: SettingsText }> => {
  const named = textOf(flags['config']) ?? textOf(environment['SUITAN_OPERATOR_CONFIG'])
  const path = named ?? SETTINGS_FILE
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    if (named !== undefined) throw invalid('There is no such file', named)
    return { folder: '.', text: {} }
  }
  const read = readValue(SettingsText, parsedJson(text))
  if ('fault' in read) throw invalid('The settings are of another form', `${path}${read.fault}`)
  return { folder: dirname(path), text: read.value }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const needed = (value: string | undefined, name: string): string => {
  if (value !== undefined) return value
  const next = `Give --${name}, or "${name}" in ${SETTINGS_FILE}`
  throw new Stopped({ code: 'settings.missing', what: `It is not said which ${name}`, next })
}

/** Rides name people's cards: in the clear they go no further than this machine. */
const checkedUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.search !== '')
    throw invalid('The address is none of the form https://host', text)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol === 'http:' && !isHere) throw invalid('Only https leaves this machine', text)
  return url.href.replace(/\/+$/, '')
}

const checkedId = (text: string): string => {
  if (!/^[a-z][a-z0-9-]{1,31}$/.test(text)) throw invalid('This is no operator id', text)
  return text
}

const checkedTries = (tries: string | number): number => {
  const number = Number(tries)
  if (!Number.isInteger(number) || number < 1 || number > 100) throw invalid('Tries are 1 to 100', `${tries}`)
  return number
}

const invalid = (what: string, where: string): Stopped =>
  new Stopped({ code: 'settings.invalid', what, where, next: 'Correct it; see suitan-operator --help' })
