/** One thing that is not as it must be: which row of which table, what should stand there and what does. */
export interface AuditFault {
  readonly table: string
  /** The row's key, readable: column=value, … */
  readonly key: string
  /** What was checked: a column, or a relation of the row to others. */
  readonly what: string
  readonly expected: string
  readonly found: string
}

/** A fault on one line, for a terminal and a log. */
export const faultLine = ({ table, key, what, expected, found }: AuditFault): string =>
  `${table} [${key}] ${what}: expected ${expected}, found ${found}`
