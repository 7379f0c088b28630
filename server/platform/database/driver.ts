import postgres from 'postgres'

import { ARRAY_TYPES } from './array-types'

const TYPES = {
  /** int8 is a bigint everywhere: a city's milligrams pass 2^53. */
  bigint: postgres.BigInt,
  /** A DATE is a city day, not a moment: it stays the text YYYY-MM-DD. */
  cityDay: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (day: string) => day },
  /** TIMESTAMPTZ is a Date; the wire's RFC 3339 text is parsed by the domain before it gets here. */
  date: {
    to: 1184,
    from: [1114, 1184],
    serialize: (moment: Date | string) => (moment instanceof Date ? moment.toISOString() : moment),
    parse: (text: string) => new Date(text),
  },
} satisfies Record<string, postgres.PostgresType>

type Types = { bigint: bigint; cityDay: string; date: Date }

/** What asks: `` sql`SELECT …` ``, and the helpers that build parts of a statement. */
export type Queries = postgres.ISql<Types>

/** The driver with connections of its own. */
export type Driver = postgres.Sql<Types>

export interface DatabaseAddress {
  url: string
  /** Shown in pg_stat_activity. */
  applicationName?: string
}

export interface DriverOptions {
  max: number
  /** Called at the moment a connection closes, before anybody who waits on it learns of it. */
  onClose?: () => void
  /** Connections end when they were idle for so long; by default never, for the driver would end them busy or not. */
  idleSecondsMax?: number
}

/** Connections are made when they are first needed. */
export function connectDriver(
  { url, applicationName = 'suitan' }: DatabaseAddress,
  options: DriverOptions,
): Driver {
  return postgres(url, {
    max: options.max,
    types: { ...ARRAY_TYPES, ...TYPES },
    fetch_types: false,
    onnotice: () => undefined,
    onclose: () => options.onClose?.(),
    connect_timeout: 10,
    max_lifetime: null,
    connection: { application_name: applicationName, TimeZone: 'UTC' },
    ...(options.idleSecondsMax === undefined ? {} : { idle_timeout: options.idleSecondsMax }),
  })
}
