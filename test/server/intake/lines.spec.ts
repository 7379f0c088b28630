import fc from 'fast-check'

import { isRefusal } from '#contract'
import { parseInstant } from '#domain/calendar'
import { PUSH_LIMITS } from '#server/intake/limits'
import { createPace } from '#server/intake/pace'
import { isRowFault, parseRow } from '#server/intake/parse-row'
import { createPushGate } from '#server/intake/push-gate'
import { createInstantReader } from '#server/intake/read-instant'
import { countMembers, scanLine } from '#server/intake/scan-line'
import { createLineSplitter } from '#server/intake/split-lines'

const shapeOf = (text: string) => {
  const bytes = Buffer.from(text)
  const shape = { depth: 0, members: 0, hasPoint: false }
  scanLine(bytes, 0, bytes.length, shape)
  return shape
}

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

it('scanning counts the members and the depth of any JSON as parsing does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const parsed: unknown = JSON.parse(JSON.stringify(value))
      expect(shapeOf(JSON.stringify(value))).toMatchObject({
        depth: depthOf(parsed),
        members: countMembers(parsed),
      })
    }),
  )
})

it('scanning sees a key that parsing swallows', () => {
  const text = '{"a":"x:{\\"","a":2}'
  expect(shapeOf(text)).toEqual({ depth: 1, members: 2, hasPoint: false })
  expect(countMembers(JSON.parse(text))).toBe(1)
})

it('no line of bytes makes the parser throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      const bytes = Buffer.from(text)
      expect(isRowFault(parseRow(bytes, 0, bytes.length))).toBe(true)
    }),
  )
})

it('lines come out as they went in, however the stream is cut', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => text.replaceAll('\n', ' '))
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 70 }),
      (lines, size) => {
        const bytes = Buffer.from(`${lines.join('\n')}\n`)
        const seen: string[] = []
        const splitter = createLineSplitter(
          (chunk, from, to) => void seen.push(chunk.toString('utf8', from, to)),
        )
        for (let at = 0; at < bytes.length; at += size) splitter.feed(bytes.subarray(at, at + size))
        splitter.end()
        const hasMark = lines[0]!.startsWith('\ufeff')
        expect(seen).toEqual(hasMark ? [] : lines)
      },
    ),
  )
})

it('a line too long is handed on cut, and the next one whole', () => {
  const lengths: number[] = []
  const splitter = createLineSplitter((_bytes, from, to) => void lengths.push(to - from))
  for (const chunk of ['x'.repeat(3_000), 'x'.repeat(3_000), 'x\nab', 'c\n'])
    splitter.feed(Buffer.from(chunk))
  expect(lengths).toEqual([4_097, 3])
})

it('a character cut by the stream is still one character; half of one is refused', () => {
  const bytes = Buffer.from('莘庄\n')
  const seen: string[] = []
  const splitter = createLineSplitter((chunk, from, to) => void seen.push(chunk.toString('utf8', from, to)))
  expect(splitter.feed(bytes.subarray(0, 4))).toBeUndefined()
  expect(splitter.feed(bytes.subarray(4))).toBeUndefined()
  expect(seen).toEqual(['莘庄'])
  expect(isRefusal(splitter.feed(Buffer.from([0xe8, 0x0a])))).toBe(true)
})

it('times are read as the calendar reads them, fast or not', () => {
  const read = createInstantReader()
  const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
  const rest = fc.constantFrom(
    '+08:00',
    'Z',
    '.5+08:00',
    '.123+08:00',
    '.123456+08:00',
    '-05:30',
    '',
    '+8:00',
  )
  const time = fc
    .tuple(two(13), two(32), two(25), two(61), two(61), rest)
    .map(
      ([month, day, hour, minute, second, end]) => `2026-${month}-${day}T${hour}:${minute}:${second}${end}`,
    )
  fc.assert(
    fc.property(time, (text) => expect(read(text)).toEqual(parseInstant(text))),
    { numRuns: 2_000 },
  )
})

const GATE = { insideEachMax: 2, sharedMax: 1, waitingEachMax: 1 }

it('the gate lets two in, keeps some waiting in turn, and sends the rest away', async () => {
  const gate = createPushGate(GATE)
  const [first, second] = [await gate.enter(1), await gate.enter(1)]
  let third: (() => void) | null | undefined
  const waiting = gate.enter(1).then((leave) => (third = leave))
  expect(await gate.enter(1)).toBeNull()
  expect(third).toBeUndefined()
  first!()
  // Leaving twice must not let two in.
  first!()
  await waiting
  expect(third).toBeInstanceOf(Function)
  const fourth = gate.enter(1)
  second!()
  third!()
  expect(await fourth).toBeInstanceOf(Function)
})

it('the gate keeps a place of its own for every operator, and shares the others with those who have the fewest', async () => {
  const gate = createPushGate({ insideEachMax: 2, sharedMax: 2, waitingEachMax: 1 })
  const stalled = [await gate.enter(1), await gate.enter(1), await gate.enter(2), await gate.enter(2)]
  const order: number[] = []
  const waits = (operatorNo: number) => gate.enter(operatorNo).then(() => order.push(operatorNo))
  void waits(1)
  expect(await gate.enter(1)).toBeNull()
  // Two operators hold all they can; a third and a fourth get in all the same, each with one.
  expect(await gate.enter(3)).toBeInstanceOf(Function)
  const fourth = await gate.enter(4)
  void waits(4)
  stalled[0]!()
  await new Promise(setImmediate)
  expect(order).toEqual([1])
  fourth!()
  await new Promise(setImmediate)
  expect(order).toEqual([1, 4])
})

it('a sender is slow by the time we wait for it, never by the time we work on what it sent', () => {
  const { bytesPerSecondMin, slowSecondsFree } = PUSH_LIMITS
  let milliseconds = 0
  const pace = createPace(() => milliseconds)
  const pass = (seconds: number): void => void (milliseconds += seconds * 1000)
  pace.waits()
  pass(slowSecondsFree)
  expect(pace.isTooSlow()).toBe(false)
  pass(1)
  expect(pace.isTooSlow()).toBe(true)
  pace.receives(2 * bytesPerSecondMin)
  pass(600)
  expect(pace.isTooSlow()).toBe(false)
  pace.waits()
  pass(1)
  expect(pace.isTooSlow()).toBe(false)
  pass(0.1)
  expect(pace.isTooSlow()).toBe(true)
})
