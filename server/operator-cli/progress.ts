/** How far a command has come: one line that is drawn anew on a terminal, plain lines anywhere else. */
export interface Progress {
  /** Something worth a line of its own. */
  readonly tell: (line: string) => void
  /** `share`: 0 to 1 of the whole; drawn on a terminal only. */
  readonly show: (share: number, words: string) => void
  readonly end: () => void
}

export interface ProgressStream {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

const BAR_CHARACTERS = 24
const CLEAR_LINE = '\r\x1b[2K'
const REDRAWN_MILLISECONDS = 100

export const createProgress = (stream: ProgressStream, now: () => number = Date.now): Progress => {
  const isTerminal = stream.isTTY === true
  let drawn = ''
  let drawnAt = 0
  const erase = (): void => {
    if (drawn !== '') stream.write(CLEAR_LINE)
  }
  return {
    tell(line) {
      erase()
      stream.write(`${line}\n`)
      if (drawn !== '') stream.write(drawn)
    },
    show(share, words) {
      if (!isTerminal || (now() - drawnAt < REDRAWN_MILLISECONDS && share < 1)) return
      erase()
      drawn = `${bar(share)} ${words}`
      drawnAt = now()
      stream.write(drawn)
    },
    end() {
      if (drawn !== '') stream.write('\n')
      drawn = ''
    },
  }
}

const bar = (share: number): string => {
  const done = Math.floor(Math.min(1, Math.max(0, share)) * BAR_CHARACTERS)
  return `[${'#'.repeat(done)}${'-'.repeat(BAR_CHARACTERS - done)}] ${String(Math.floor(share * 100)).padStart(3)} %`
}
