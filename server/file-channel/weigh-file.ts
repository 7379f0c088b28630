import { isRefusal, refuse, type FileManifest, type Refusal } from '#contract'
import { readBody } from '#server/intake/index'

import { openLines } from './open-lines'

/**
 * Reads a file through once and holds it against its manifest, before anything of it is taken in. Refuses `files.sums-differ` with the
 * sum that differs, and what `openLines` and `readBody` refuse.
 */
export const weighFile = async (path: string, manifest: FileManifest): Promise<Refusal | undefined> => {
  const lines = await openLines(path, manifest)
  if (isRefusal(lines)) return lines
  let rows = 0
  let meters = 0n
  const read = (bytes: Buffer, from: number, to: number): void => {
    rows += 1
    meters += metersOf(bytes.toString('utf8', from, to))
  }
  const refused = await readBody({ ...lines, read })
  if (refused !== undefined) return refused
  if (rows !== manifest.rows) return refuse('files.sums-differ', '/rows')
  return meters === BigInt(manifest.distanceMeters)
    ? undefined
    : refuse('files.sums-differ', '/distanceMeters')
}

/** What a line tells; a line that is no row adds nothing here and is refused as a row afterwards. */
const metersOf = (line: string): bigint => {
  try {
    const told: unknown = Reflect.get(Object(JSON.parse(line)), 'distanceMeters')
    return Number.isSafeInteger(told) ? BigInt(told as number) : 0n
  } catch {
    return 0n
  }
}
