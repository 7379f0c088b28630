import { isUtf8 } from 'node:buffer'

import { refuse, type Refusal } from '#contract'

import { PUSH_LIMITS, type BodyLimits } from './limits'

/** Takes one line: `bytes[from, to)` without its line feed, valid UTF-8; the bytes are good for this call only. */
export type LineReader = (bytes: Buffer, from: number, to: number) => void

export interface LineSplitter {
  /** Feeds inflated bytes. Refuses `rowsRefused` and `request.unsupported-media` (not UTF-8, or a byte order mark). */
  feed(chunk: Buffer): Refusal | undefined
  /** The text is over: a last line without line feed counts too. */
  end(): Refusal | undefined
}

const LINE_FEED = 0x0a

/**
 * Cuts a stream of bytes into lines and keeps no more than one unfinished line. A line beyond the limit is handed on cut to one byte
 * more than the limit, so that the reader can refuse it by name, and is skipped to its end.
 */
export function createLineSplitter(
  read: LineReader,
  { rowsMax, rowsRefused, lineBytesMax }: BodyLimits = PUSH_LIMITS,
): LineSplitter {
  const held = Buffer.alloc(lineBytesMax + 1)
  let heldBytes = 0
  let lines = 0
  let isFirst = true

  const hold = (chunk: Buffer, from: number): void => {
    heldBytes += chunk.copy(held, heldBytes, from)
  }
  const take = (bytes: Buffer, from: number, to: number): Refusal | undefined => {
    lines += 1
    if (lines > rowsMax) return refuse(rowsRefused, rowsRefused === 'request.too-large' ? 'rows' : undefined)
    if (isFirst && hasByteOrderMark(bytes, from, to))
      return refuse('request.unsupported-media', 'byte order mark')
    isFirst = false
    // A cut line may end inside a character; it is refused as too long whatever it holds.
    const isCut = to - from > lineBytesMax
    if (!isCut && !isUtf8(bytes.subarray(from, to)))
      return refuse('request.unsupported-media', `line ${lines}`)
    read(bytes, from, isCut ? from + lineBytesMax + 1 : to)
    return undefined
  }
  return {
    feed(chunk) {
      let from = 0
      for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
        let refusal: Refusal | undefined
        if (heldBytes === 0) refusal = take(chunk, from, to)
        else {
          hold(chunk.subarray(0, to), from)
          const heldNow = heldBytes
          heldBytes = 0
          refusal = take(held, 0, heldNow)
        }
        if (refusal !== undefined) return refusal
        from = to + 1
      }
      hold(chunk, from)
      return undefined
    },
    end() {
      if (heldBytes === 0) return undefined
      const refusal = take(held, 0, heldBytes)
      heldBytes = 0
      return refusal
    },
  }
}

/** RFC 8259, section 8.1: JSON on the wire has none. */
function hasByteOrderMark(bytes: Buffer, from: number, to: number): boolean {
  return to - from >= 3 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf
}
