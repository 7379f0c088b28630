import type { PosterPen } from '../../../host/poster'

/** What stands on a poster, in the order it stands there. */
export interface PosterText {
  readonly head: string
  readonly until?: string
  readonly saved: string
  readonly mass: string
  readonly lines: readonly string[]
  /** January to December; 1 is the highest. */
  readonly bars: readonly { readonly month: string; readonly share: number }[]
  readonly foot: string
}

export const POSTER_WIDTH_PX = 1080
export const POSTER_HEIGHT_PX = 1440

const MARGIN = 96
const BARS_TOP = 820
const BARS_BOTTOM = 1240
const BAR_GAP = 18
const FAMILY = '"PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif'

// A canvas reads no custom property: the light theme's accent and paper, whatever the phone shows, so that the picture prints well.
const GREEN = 'rgb(29, 90, 60)'
const PAPER = 'rgb(255, 253, 248)'

/** Paints it on a sheet of POSTER_WIDTH_PX by POSTER_HEIGHT_PX. A line that is too long is set smaller, never cut. */
export const paintPoster =
  (text: PosterText) =>
  (pen: PosterPen): void => {
    pen.fillStyle = GREEN
    pen.fillRect(0, 0, POSTER_WIDTH_PX, POSTER_HEIGHT_PX)
    pen.fillStyle = PAPER
    pen.textAlign = 'left'
    write(pen, text.head, { y: 180, sizePx: 60, weight: 600 })
    if (text.until !== undefined) write(pen, text.until, { y: 250, sizePx: 40, weight: 400 })
    write(pen, text.saved, { y: 390, sizePx: 48, weight: 400 })
    write(pen, text.mass, { y: 540, sizePx: 150, weight: 650 })
    text.lines.forEach((line, index) => write(pen, line, { y: 650 + index * 72, sizePx: 48, weight: 400 }))
    paintBars(pen, text.bars)
    write(pen, text.foot, { y: 1340, sizePx: 36, weight: 400 })
  }

const ROOM = POSTER_WIDTH_PX - 2 * MARGIN

const write = (
  pen: PosterPen,
  line: string,
  { y, sizePx, weight }: { readonly y: number; readonly sizePx: number; readonly weight: number },
): void => {
  pen.font = `${weight} ${sizePx}px ${FAMILY}`
  const { width } = pen.measureText(line)
  if (width > ROOM) pen.font = `${weight} ${Math.floor((sizePx * ROOM) / width)}px ${FAMILY}`
  pen.fillText(line, MARGIN, y)
}

const paintBars = (pen: PosterPen, bars: PosterText['bars']): void => {
  const width = (ROOM - BAR_GAP * (bars.length - 1)) / bars.length
  bars.forEach(({ share }, index) => {
    // A month without anything keeps a line, so that twelve are counted.
    const height = Math.max(4, Math.round((BARS_BOTTOM - BARS_TOP) * share))
    pen.fillRect(MARGIN + index * (width + BAR_GAP), BARS_BOTTOM - height, width, height)
  })
}
