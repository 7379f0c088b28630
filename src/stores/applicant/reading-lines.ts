import type { ProjectRecord } from '#contract'
import { halfWidth } from '../read-whole'
import { readAnyDay } from './period-text'

type Meter = ProjectRecord['meters'][number]

/**
 * What was pasted as JSON lines: each line is one already, or a day and a figure – kilowatt hours with at most three places –, before them
 * the meter where there are several. `unread`: numbers of the lines that are neither, counted as she sees them.
 */
export function readLines(
  text: string,
  meters: readonly Meter[],
): { readonly lines: readonly string[]; readonly unread: readonly number[] } {
  const lines: string[] = []
  const unread: number[] = []
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    if (line.trim() === '') return
    const read = readLine(line.trim(), meters)
    if (read === undefined) unread.push(index + 1)
    else lines.push(read)
  })
  return { lines, unread }
}

function readLine(line: string, meters: readonly Meter[]): string | undefined {
  if (line.startsWith('{')) return isJson(line) ? ascii(line) : undefined
  const words = halfWidth(line)
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
  const figure = words.at(-1) ?? ''
  const day = readAnyDay(words.at(-2) ?? '')
  const meter = words.length === 3 ? meters.find(({ meterNo }) => meterNo === words[0]) : meters[0]
  const isNamed = words.length === 3 || (words.length === 2 && meters.length === 1)
  const quantity = wattHoursOf(figure)
  if (!isNamed || meter === undefined || day === undefined || quantity === undefined) return undefined
  return JSON.stringify({ meterNo: meter.meterNo, measure: meter.measure, day, quantity })
}

/** 24.5 and 24.5度 are 24,500 Wh. */
function wattHoursOf(text: string): number | undefined {
  const [, whole, places = ''] = /^(\d{1,9})(?:\.(\d{1,3}))?(?:度|kwh|千瓦时)?$/i.exec(text) ?? []
  return whole === undefined ? undefined : Number(whole) * 1_000 + Number(places.padEnd(3, '0'))
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}

/** JSON may write any character as an escape. */
const ascii = (line: string): string =>
  line.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
