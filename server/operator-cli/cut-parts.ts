import { createHash } from 'node:crypto'

import { Stopped } from './stopped'

/** What goes out as one push. */
export interface Part {
  /** 1-based line of the file. */
  readonly firstLine: number
  readonly rows: number
  /** The lines, each with its line feed; the last of the file may lack one. */
  readonly text: Buffer
  /** Of the text, hex. */
  readonly sha256: string
}

export interface PartLimits {
  readonly rowsMax: number
  /** Of the text; a push takes 64 MiB as sent, so that it goes through even where nothing of it can be compressed. */
  readonly bytesMax: number
}

export const PART_LIMITS: PartLimits = { rowsMax: 100_000, bytesMax: 60 * 1024 * 1024 }

const LINE_FEED = 0x0a
/** The platform refuses lines beyond 4 kB by name; a file without line feeds is no file of lines. */
const LINE_BYTES_MAX = 1 << 20

/** Cuts a file of lines into parts, always at the same places; holds one part at a time. Stops with `file.not-lines`. */
export async function* cutParts(
  chunks: AsyncIterable<Buffer>,
  { rowsMax, bytesMax }: PartLimits = PART_LIMITS,
): AsyncGenerator<Part> {
  let [firstLine, rows, bytes, unended] = [1, 0, 0, 0]
  let pieces: Buffer[] = []
  const cut = (): Part => {
    const text = Buffer.concat(pieces)
    const part = { firstLine, rows, text, sha256: createHash('sha256').update(text).digest('hex') }
    ;[firstLine, rows, bytes, unended, pieces] = [firstLine + rows, 0, 0, 0, []]
    return part
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) {
      rows += 1
      unended = 0
      if (rows < rowsMax && bytes + at + 1 - from < bytesMax - LINE_BYTES_MAX) continue
      pieces.push(chunk.subarray(from, at + 1))
      from = at + 1
      yield cut()
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from))
    bytes += chunk.length - from
    unended += chunk.length - (chunk.lastIndexOf(LINE_FEED) + 1)
    if (unended > LINE_BYTES_MAX) throw notLines(firstLine + rows)
  }
  if (unended > 0) rows += 1
  if (rows > 0) yield cut()
}

const notLines = (line: number): Stopped =>
  new Stopped({
    code: 'file.not-lines',
    what: 'A line has no end',
    where: `line ${line}`,
    next: 'Write one JSON object a line, each ended by a line feed',
  })
