import type { PostgresType } from 'postgres'
import { parse } from 'postgres-array'

/** One entry of an array: how it is written and read. Without `read` it stays the text the database sent. */
interface Entry {
  array: number
  write: (entry: unknown) => string
  read?: (text: string) => unknown
}

const number: Omit<Entry, 'array'> = { write: String, read: Number }
const text: Omit<Entry, 'array'> = { write: String }
const moment = (entry: unknown): string => (entry instanceof Date ? entry.toISOString() : String(entry))
const json: Omit<Entry, 'array'> = {
  write: (entry) => JSON.stringify(entry),
  read: (read) => JSON.parse(read) as unknown,
}

/** The arrays of PostgreSQL's own types by their OIDs (pg_type.dat), which are the same in every database. */
const ENTRIES: Record<string, Entry> = {
  booleans: { array: 1000, write: (entry) => (entry === true ? 't' : 'f'), read: (read) => read === 't' },
  bytes: {
    array: 1001,
    write: (entry) => `\\x${Buffer.from(entry as Uint8Array).toString('hex')}`,
    read: (read) => Buffer.from(read.slice(2), 'hex'),
  },
  chars: { array: 1002, ...text },
  names: { array: 1003, ...text },
  smallints: { array: 1005, ...number },
  integers: { array: 1007, ...number },
  texts: { array: 1009, ...text },
  bpchars: { array: 1014, ...text },
  varchars: { array: 1015, ...text },
  bigints: { array: 1016, write: String, read: BigInt },
  reals: { array: 1021, ...number },
  doubles: { array: 1022, ...number },
  oids: { array: 1028, ...number },
  timestamps: { array: 1115, write: moment, read: (read) => new Date(read) },
  cityDays: { array: 1182, ...text },
  moments: { array: 1185, write: moment, read: (read) => new Date(read) },
  numerics: { array: 1231, ...text },
  jsons: { array: 199, ...json },
  uuids: { array: 2951, ...text },
  jsonbs: { array: 3807, ...json },
}

/**
 * What the driver would ask of every new connection by a statement of its own. It is told instead: when a connection is lost
 * inside that answer, postgres.js 3.4 makes it again without a word, reads no arrays on it, and begins the next answer after the
 * rows it had already – with rows that are not there.
 */
export const ARRAY_TYPES: Record<string, PostgresType> = Object.fromEntries(
  Object.entries(ENTRIES).map(([name, { array, write, read }]) => [
    name,
    {
      to: array,
      from: [array],
      serialize: (entries: unknown) => (Array.isArray(entries) ? arrayText(entries, write) : entries),
      parse: (sent: string) => parse(sent, read ?? ((entry: string) => entry)),
    },
  ]),
)

/** PostgreSQL's text of an array, manual 8.15.6: every entry quoted, NULL bare. */
function arrayText(entries: readonly unknown[], write: (entry: unknown) => string): string {
  const written = entries.map((entry) => {
    if (Array.isArray(entry)) return arrayText(entry, write)
    if (entry === undefined) throw new Error('An array for the database holds undefined.')
    return entry === null ? 'NULL' : `"${write(entry).replace(/[\\"]/g, '\\$&')}"`
  })
  return `{${written.join(',')}}`
}
