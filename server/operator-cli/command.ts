import type { ParseArgsConfig } from 'node:util'

import type { Platform } from './platform'
import type { Flags, Settings } from './settings'
import type { ExitCode } from './stopped'
import type { Progress } from './progress'

export interface Call {
  readonly flags: Flags
  /** What stood there without a name. */
  readonly words: readonly string[]
  readonly settings: () => Promise<Settings>
  /** The platform under the operator's own key. */
  readonly platform: () => Promise<Platform>
  /** What the command was asked for: standard output. */
  readonly print: (line: string) => void
  /** How it goes meanwhile: standard error. */
  readonly progress: Progress
}

export interface Command {
  /** How it is called, without the options every command takes. */
  readonly usage: string
  /** What it does, as lines. */
  readonly about: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  readonly run: (call: Call) => Promise<ExitCode>
}
