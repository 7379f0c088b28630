import { createHash } from 'node:crypto'

import { Value } from '@sinclair/typebox/value'

import { BookBreakPage, Reconciliation, type RideRow } from '#contract'
import { parseCityDay } from '#domain/calendar'
import { rideKeyOf } from '#server/intake/index'
import { closeDueWindows } from '#server/settling/index'

import { busRow, DAY, metroRow, settleResident, type Resident } from '../intake/intake-city'
import { bookRow, openBookDesk, type BookDesk } from './book-desk'

let desk: BookDesk
let resident: Resident
beforeEach(async () => {
  desk = await openBookDesk()
  resident = await settleResident(desk.platform.deps)
})
afterEach(() => desk.platform.close())

const stranger = { subject: { scheme: 'sptcc-card', value: '3104000099999999' } }
const keyOf = (rideNo: string): string =>
  rideKeyOf('sptcc', { operatorDay: parseCityDay(DAY)!, rideNo }).replaceAll('-', '')
const pushed = async (rows: RideRow[]): Promise<RideRow[]> => {
  expect((await desk.pushes(rows)).status).toBe(200)
  return rows
}

const keptOf = async () => {
  const [kept] = await desk.platform.deps.sql<
    { books: number; figures: number; breaks: number; logged: number }[]
  >`
    SELECT (SELECT count(*) FROM reconciliation)::int AS books, (SELECT count(*) FROM reconciliation_figure)::int AS figures,
      (SELECT count(*) FROM reconciliation_break)::int AS breaks,
      (SELECT count(*) FROM audit_entry WHERE action = 'reconciliation.compared')::int AS logged`
  return kept
}
const NOTHING = { books: 0, figures: 0, breaks: 0, logged: 0 }

describe('a book that agrees with ours', () => {
  it('is said to be equal, with both sides’ counts and sums by scene and status', async () => {
    const rows = await pushed([
      metroRow(resident, { operatorMilligrams: 1_197_465 }),
      metroRow(resident, { operatorMilligrams: 1_197_465 }),
      busRow(resident),
      metroRow(resident, { status: 'voided' }),
    ])
    const { status, body } = await desk.sends(rows.map((row) => bookRow(row)))
    expect(status).toBe(200)
    expect(Value.Errors(Reconciliation, body).First()).toBeUndefined()
    expect(body).toMatchObject({
      operatorDay: DAY,
      sceneId: null,
      rows: 4,
      isEqual: true,
      breaks: { missingHere: 0, missingThere: 0, differs: 0 },
      breaksListed: 0,
      runs: [],
    })
    const none = { rides: 0, reductionMilligrams: '0' }
    const told = { rides: 2, distanceMeters: '24690', reductionMilligrams: '2394930' }
    const back = { rides: 1, distanceMeters: null, reductionMilligrams: null }
    expect(body.figures).toEqual([
      {
        sceneId: 'bus',
        status: 'complete',
        theirs: { rides: 1, distanceMeters: null, reductionMilligrams: null },
        ours: { rides: 1, distanceMeters: null, reductionMilligrams: '422000' },
        otherChannel: none,
      },
      { sceneId: 'metro', status: 'complete', theirs: told, ours: told, otherChannel: none },
      { sceneId: 'metro', status: 'takenBack', theirs: back, ours: back, otherChannel: none },
    ])
    expect(await keptOf()).toEqual({ books: 1, figures: 3, breaks: 0, logged: 1 })
  })

  it('tells a corrected ride as it stands, in its last revision', async () => {
    const [row] = await pushed([metroRow(resident)])
    const correction = { ...row!, revision: 1, distanceMeters: 5_000 }
    await pushed([correction])
    expect((await desk.sends([bookRow(correction)])).body.isEqual).toBe(true)
    const { body } = await desk.sends([bookRow(row!)], { id: 'old' })
    expect(body.breaks).toEqual({ missingHere: 0, missingThere: 0, differs: 1 })
    expect((await desk.breaksOf('old')).items).toEqual([
      {
        breakNo: 1,
        kind: 'differs',
        line: 1,
        rideKey: keyOf(row!.rideNo),
        sceneId: 'metro',
        status: 'complete',
        fields: [
          { field: 'revision', theirs: 0, ours: 1 },
          { field: 'distanceMeters', theirs: 12_345, ours: 5_000 },
        ],
      },
    ])
  })

  it('may have no ride at all', async () => {
    const { body } = await desk.sends([])
    expect(body).toMatchObject({ rows: 0, isEqual: true, figures: [] })
  })

  it('may be of one scene alone', async () => {
    const rows = await pushed([metroRow(resident), busRow(resident)])
    const query = `?operatorDay=${DAY}&scene=metro`
    const { body } = await desk.sends([bookRow(rows[0]!)], { query })
    expect(body).toMatchObject({ sceneId: 'metro', isEqual: true, figures: [{ sceneId: 'metro' }] })
    const other = await desk.sends([bookRow(rows[1]!)], { query })
    expect(other.body).toMatchObject({ code: 'reconciliation.line-invalid', where: 'line 1 /scene' })
  })
})

describe('a ride of somebody who has not consented', () => {
  it('agrees when both sides know it was not kept, and is counted only', async () => {
    const row = metroRow(stranger)
    const answer = await desk.pushes([row])
    expect(answer.body.verdicts[0]?.verdict).toBe('unmatched')
    const { body } = await desk.sends([bookRow(row, { verdict: 'unmatched' })])
    expect(body.isEqual).toBe(true)
    const totals = { rides: 1, distanceMeters: null, reductionMilligrams: null }
    expect(body.figures).toMatchObject([
      { sceneId: 'metro', status: 'notKept', theirs: totals, ours: totals },
    ])
  })

  it('is missing here where the book counts on it, and of it only the line is kept', async () => {
    const row = metroRow(stranger)
    await pushed([row])
    const { body } = await desk.sends([bookRow(row)], { id: 'lost' })
    expect(body).toMatchObject({ isEqual: false, breaks: { missingHere: 1, missingThere: 0, differs: 0 } })
    const page = await desk.breaksOf('lost')
    expect(Value.Errors(BookBreakPage, page).First()).toBeUndefined()
    expect(page).toEqual({
      items: [
        {
          breakNo: 1,
          kind: 'missingHere',
          line: 1,
          rideKey: null,
          sceneId: 'metro',
          status: 'complete',
          fields: [],
        },
      ],
      next: null,
    })
    const { sql } = desk.platform.deps
    const kept = await sql<
      { text: string }[]
    >`SELECT row_to_json(found)::text AS text FROM reconciliation_break AS found`
    const traces = [row.rideNo, keyOf(row.rideNo), String(row.distanceMeters)]
    for (const { text } of kept)
      for (const trace of traces) expect(text.replaceAll('-', '')).not.toContain(trace)
  })
})

describe('a break', () => {
  it('is a ride we have and the book does not, or calls not kept', async () => {
    const [row, other] = await pushed([metroRow(resident), busRow(resident)])
    const { body } = await desk.sends([bookRow(other!, { verdict: 'rejected' })], { id: 'short' })
    expect(body.breaks).toEqual({ missingHere: 0, missingThere: 2, differs: 0 })
    const { items } = await desk.breaksOf('short')
    expect(items).toMatchObject([
      { kind: 'missingThere', line: 1, rideKey: keyOf(other!.rideNo), sceneId: 'bus', status: 'notKept' },
      { kind: 'missingThere', line: null, rideKey: keyOf(row!.rideNo), sceneId: 'metro', status: 'complete' },
    ])
    expect(items[1]?.fields).toEqual([
      { field: 'scene', theirs: null, ours: 'metro' },
      { field: 'status', theirs: null, ours: 'complete' },
      { field: 'revision', theirs: null, ours: 0 },
      { field: 'distanceMeters', theirs: null, ours: 12_345 },
      { field: 'reductionMilligrams', theirs: null, ours: 1_197_465 },
    ])
  })

  it('is a ride taken back on one side, of another scene, or with other milligrams', async () => {
    const rows = await pushed([
      metroRow(resident, { status: 'voided' }),
      busRow(resident),
      metroRow(resident, { operatorMilligrams: 1 }),
    ])
    const told = [
      bookRow(rows[0]!, { status: 'complete' }),
      bookRow(rows[1]!, { scene: 'metro' }),
      bookRow(rows[2]!),
    ]
    const { body } = await desk.sends(told, { id: 'three' })
    expect(body.breaks).toEqual({ missingHere: 0, missingThere: 0, differs: 3 })
    expect((await desk.breaksOf('three')).items.map(({ fields }) => fields)).toEqual([
      [{ field: 'status', theirs: 'complete', ours: 'takenBack' }],
      [{ field: 'scene', theirs: 'metro', ours: 'bus' }],
      [{ field: 'reductionMilligrams', theirs: 1, ours: 1_197_465 }],
    ])
  })

  it('is read a page at a time', async () => {
    await pushed([1, 2, 3, 4, 5].map(() => metroRow(resident)))
    await desk.sends([], { id: 'empty' })
    const first = await desk.breaksOf('empty', '?limit=2')
    expect([first.items.map(({ breakNo }) => breakNo), first.next]).toEqual([[1, 2], 2])
    const last = await desk.breaksOf('empty', '?limit=3&after=2')
    expect([last.items.map(({ breakNo }) => breakNo), last.next]).toEqual([[3, 4, 5], null])
  })

  it('is forgotten after its time; figures and the file’s digest stay', async () => {
    const { deps, clock } = desk.platform
    await pushed([metroRow(resident)])
    const { body } = await desk.sends([], { id: 'forgotten' })
    const green = await desk.sends([], { id: 'green', query: '?operatorDay=2026-05-03' })
    expect(green.body.isEqual).toBe(true)
    await deps.jobs.runNow('reconciliation.forget-breaks')
    expect((await desk.breaksOf('forgotten')).items).toHaveLength(1)
    clock.set(body.breaksKeptUntil)
    await deps.jobs.runNow('reconciliation.forget-breaks')
    expect(await keptOf()).toMatchObject({ books: 2, breaks: 0 })
    for (const path of ['forgotten/breaks', 'forgotten/file']) {
      const answer = await desk.reads(path)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        410,
        'reconciliation.forgotten',
      ])
    }
    expect(await (await desk.reads('forgotten')).json()).toEqual(body)
    expect((await desk.reads('green/file')).status).toBe(200)
  })
})

describe('a reconciliation', () => {
  it('is answered again as the first time, whatever came later', async () => {
    const rows = await pushed([metroRow(resident)])
    const first = await desk.sends(
      rows.map((row) => bookRow(row)),
      { id: 'again' },
    )
    await pushed([metroRow(resident)])
    const second = await desk.sends(
      rows.map((row) => bookRow(row)),
      { id: 'again' },
    )
    expect(second).toEqual(first)
    expect(await (await desk.reads('again')).json()).toEqual(first.body)
    expect(await keptOf()).toMatchObject({ books: 1, logged: 1 })
  })

  it('keeps its id from another book, another day and another scene', async () => {
    const rows = await pushed([metroRow(resident)])
    await desk.sends(
      rows.map((row) => bookRow(row)),
      { id: 'one' },
    )
    const answers = [
      await desk.sends([], { id: 'one' }),
      await desk.sends(
        rows.map((row) => bookRow(row)),
        { id: 'one', query: '?operatorDay=2026-05-03' },
      ),
      await desk.sends(
        rows.map((row) => bookRow(row)),
        { id: 'one', query: `?operatorDay=${DAY}&scene=metro` },
      ),
    ]
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      Array(3).fill([409, 'reconciliation.conflict']),
    )
  })

  it('of one operator is nothing to another, though both may use one id', async () => {
    const rows = await pushed([metroRow(resident)])
    await desk.sends(
      rows.map((row) => bookRow(row)),
      { id: 'mine' },
    )
    const as = { signer: desk.city.code, operatorId: 'metro-app' }
    for (const path of ['mine', 'mine/breaks', 'mine/file'])
      expect(await (await desk.reads(path, as)).json()).toMatchObject({ code: 'request.not-found' })
    const foreign = await desk.reads('mine', { ...as, operatorId: 'sptcc' })
    expect(await foreign.json()).toMatchObject({ code: 'signature.wrong-operator' })
    // The same ride number is another ride with another operator.
    const own = await desk.sends(
      rows.map((row) => bookRow(row)),
      { id: 'mine', ...as },
    )
    expect(own.body).toMatchObject({ operatorId: 'metro-app', breaks: { missingHere: 1, missingThere: 0 } })
  })

  it('twice at the same moment is kept once', async () => {
    const rows = await pushed([metroRow(resident)])
    const [first, second] = await Promise.all(
      [1, 2].map(() =>
        desk.sends(
          rows.map((row) => bookRow(row)),
          { id: 'twin' },
        ),
      ),
    )
    expect(first).toEqual(second)
    expect(await keptOf()).toMatchObject({ books: 1, logged: 1 })
  })

  it('shows the runs whose windows are over, as they stood', async () => {
    const { deps, clock } = desk.platform
    const rows = await pushed([metroRow(resident), busRow(resident)])
    clock.set('2026-05-07T12:00:00+08:00')
    await closeDueWindows(deps)
    const { body } = await desk.sends(
      rows.map((row) => bookRow(row)),
      { id: 'settled' },
    )
    expect(body.isEqual).toBe(true)
    expect(body.runs).toMatchObject([
      { sceneId: 'bus', runNo: 1, state: 'settled', rides: 1, reductionMilligrams: '422000' },
      { sceneId: 'metro', runNo: 1, state: 'settled', rides: 1, reductionMilligrams: '1197465' },
    ])
  })
})

describe('the file of a reconciliation', () => {
  it('is CSV for a spreadsheet, and its digest is the one told, at any time', async () => {
    const rows = await pushed([metroRow(resident), busRow(resident)])
    const { body } = await desk.sends(
      [bookRow(rows[0]!, { distanceMeters: 1 }), bookRow(metroRow(stranger))],
      {
        id: 'file',
      },
    )
    await pushed([metroRow(resident)])
    for (const _time of [1, 2]) {
      const answer = await desk.reads('file/file')
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(answer.headers.get('content-digest')).toBe(body.fileDigest)
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(`sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`).toBe(body.fileDigest)
      const text = bytes.toString('utf8')
      expect(text.startsWith('\uFEFF日期,类别,场景,状态,批次,行号,行程键,项目,运营方,平台\r\n')).toBe(true)
      expect(text.split('\r\n').slice(1)).toEqual([
        `${DAY},figure,bus,complete,,,,rides,0,1`,
        `${DAY},figure,bus,complete,,,,distanceMeters,0,`,
        `${DAY},figure,bus,complete,,,,reductionMilligrams,0,422000`,
        `${DAY},figure,bus,complete,,,,otherChannelRides,,0`,
        `${DAY},figure,bus,complete,,,,otherChannelMilligrams,,0`,
        `${DAY},figure,metro,complete,,,,rides,2,1`,
        `${DAY},figure,metro,complete,,,,distanceMeters,12346,12345`,
        `${DAY},figure,metro,complete,,,,reductionMilligrams,,1197465`,
        `${DAY},figure,metro,complete,,,,otherChannelRides,,0`,
        `${DAY},figure,metro,complete,,,,otherChannelMilligrams,,0`,
        `${DAY},missingHere,metro,complete,,2,,ride,1,0`,
        ...[
          ['scene', 'bus'],
          ['status', 'complete'],
          ['revision', '0'],
          ['distanceMeters', ''],
          ['reductionMilligrams', '422000'],
        ].map(
          ([field, value]) =>
            `${DAY},missingThere,bus,complete,,,${keyOf(rows[1]!.rideNo)},${field},,${value}`,
        ),
        `${DAY},differs,metro,complete,,1,${keyOf(rows[0]!.rideNo)},distanceMeters,1,12345`,
        `${DAY},breaks,,missingHere,,,,count,,1`,
        `${DAY},breaks,,missingThere,,,,count,,1`,
        `${DAY},breaks,,differs,,,,count,,1`,
        `${DAY},breaks,,listed,,,,count,,3`,
        '',
      ])
    }
  })
})

describe('a book is refused and nothing of it kept', () => {
  it('while its day is not over', async () => {
    const today = await desk.sends([], { query: '?operatorDay=2026-05-05' })
    expect([today.status, today.body.code]).toEqual([409, 'reconciliation.day-not-over'])
    const none = await desk.sends([], { query: '?operatorDay=2026-02-30' })
    expect(none.body).toMatchObject({ code: 'request.invalid', where: '/query/operatorDay' })
    const scene = await desk.sends([], { query: `?operatorDay=${DAY}&scene=rocket` })
    expect(scene.body).toMatchObject({ code: 'request.invalid', where: '/query/scene' })
    expect(await keptOf()).toEqual(NOTHING)
  })

  it.each([
    ['{"rideNo":"A"', 'line 2'],
    ['{"rideNo":"A","scene":"metro","status":"complete","revision":1.0}', 'line 2'],
    ['{"rideNo":"A","scene":"metro","status":"complete","scene":"bus"}', 'line 2'],
    ['{"rideNo":"A","scene":"metro","status":"complete","distanceMeters":-0}', 'line 2 /distanceMeters'],
    ['{"rideNo":"A","scene":"metro","status":"complete","distanceMeters":"1"}', 'line 2 /distanceMeters'],
    ['{"rideNo":"A","scene":"metro","status":"complete","phone13800000000":1}', 'line 2'],
    ['{"rideNo":"A","scene":"rocket","status":"complete"}', 'line 2 /scene'],
    [`{"rideNo":"${'A'.repeat(1_100)}"}`, 'line 2'],
  ])('for a line that is no ride: %#', async (line, where) => {
    const { status, body } = await desk.sends([bookRow(metroRow(stranger)), line])
    expect([status, body.code, body.where]).toEqual([422, 'reconciliation.line-invalid', where])
    expect(await keptOf()).toEqual(NOTHING)
  })

  it('for a ride it has twice', async () => {
    const row = bookRow(metroRow(stranger))
    const { status, body } = await desk.sends([row, bookRow(busRow(stranger)), row])
    expect([status, body.code, body.where]).toEqual([422, 'reconciliation.ride-twice', 'line 3'])
    expect(await keptOf()).toEqual(NOTHING)
  })

  it.each([
    ['altered', () => Buffer.from('{}\n')],
    ['cut short after thousands of its rides were read', (signed: Buffer) => signed.subarray(0, -100)],
  ])(
    'when it was %s on its way',
    async (_how, sent) => {
      const rows = Array.from({ length: 25_000 }, () => bookRow(metroRow(stranger)))
      const { status, body } = await desk.sends(rows, { id: 'cut', sent })
      expect([status, body.code]).toEqual([400, 'digest.mismatch'])
      expect(await keptOf()).toEqual(NOTHING)
      const whole = await desk.sends(rows, { id: 'cut' })
      expect(whole.body.breaks).toEqual({ missingHere: 25_000, missingThere: 0, differs: 0 })
    },
    60_000,
  )
})
