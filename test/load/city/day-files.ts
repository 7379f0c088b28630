import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { constants, createGzip, type Gzip } from 'node:zlib'

import { cityDay, type CityDayOptions } from '#mock/operators/index'

/** One push as it will be sent, on disk until then. */
export interface PushFile {
  readonly operatorId: string
  readonly pushId: string
  readonly path: string
  readonly rows: number
}

interface Open {
  readonly gzip: Gzip
  readonly file: WriteStream
  readonly push: PushFile & { rows: number }
}

/** Writes a day of the city as the pushes its operators send, each of at most `rowsAPush` rows, in the order they are full. */
export const writeDayFiles = async (
  options: CityDayOptions,
  { folder, rowsAPush }: { readonly folder: string; readonly rowsAPush: number },
): Promise<PushFile[]> => {
  mkdirSync(folder, { recursive: true })
  const written: PushFile[] = []
  const open = new Map<string, Open>()
  for (const { operatorId, line } of cityDay(options)) {
    const current =
      open.get(operatorId) ??
      begin(folder, { operatorId, pushId: `${options.seed}-${written.length + open.size}` })
    open.set(operatorId, current)
    current.push.rows += 1
    if (!current.gzip.write(`${line}\n`)) await once(current.gzip, 'drain')
    if (current.push.rows < rowsAPush) continue
    written.push(await finish(current))
    open.delete(operatorId)
  }
  for (const rest of open.values()) written.push(await finish(rest))
  return written
}

const begin = (folder: string, { operatorId, pushId }: { operatorId: string; pushId: string }): Open => {
  const path = join(folder, `${operatorId}-${pushId}.jsonl.gz`)
  const gzip = createGzip({ level: constants.Z_BEST_SPEED })
  const file = createWriteStream(path)
  gzip.pipe(file)
  return { gzip, file, push: { operatorId, pushId: `${operatorId}-${pushId}`, path, rows: 0 } }
}

const finish = async ({ gzip, file, push }: Open): Promise<PushFile> => {
  gzip.end()
  await once(file, 'finish')
  return push
}
