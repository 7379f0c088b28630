import { type Logger } from 'pino'

import { type AccessTokens } from './access-token'
import { type Clock } from './clock'
import { type Config } from './config'
import { type CryptoModule } from './crypto'
import { type Sql } from './database'
import { type Jobs } from './jobs'
import { type Metrics } from './metrics'
import { type Migration } from './migrate'
import { type Sessions } from './sessions'

/** Everything a context is handed; a context reaches nothing else of the platform at run time. */
export interface Dependencies {
  readonly config: Config
  readonly clock: Clock
  readonly sql: Sql
  readonly crypto: CryptoModule
  readonly tokens: AccessTokens
  readonly sessions: Sessions
  readonly jobs: Jobs
  readonly metrics: Metrics
  /** For what belongs to no request; within one use `request.log`. Never log what a person sent. */
  readonly log: Logger
  /** The migrations this program was built with, for the readiness check. */
  readonly migrations: readonly Migration[]
}
