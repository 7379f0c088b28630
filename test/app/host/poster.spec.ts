/** One contract for every adapter of posters: drawn where the host can draw, kept in its own way, and said plainly where it cannot. */
import { browserPoster } from '../../../src/host/poster/browser'
import { myPoster } from '../../../src/host/poster/my-poster'
import type { Poster, PosterPen } from '../../../src/host/poster/port'
import { weappPoster } from '../../../src/host/poster/weapp'
import type { HostFile } from '../../../src/host/port'
import {
  paintPoster,
  POSTER_HEIGHT_PX,
  POSTER_WIDTH_PX,
} from '../../../src/pages/together/parts/paint-poster'

type Callbacks = Record<'success' | 'fail', (answer: unknown) => void>

/** A pen that writes down what it was told; a character is half as wide as it is high. */
const recordingPen = () => {
  const said: { text: string; font: string; y: number }[] = []
  const boxes: number[][] = []
  const pen: PosterPen = {
    fillStyle: '',
    font: '',
    textAlign: '',
    fillRect: (...box) => void boxes.push(box),
    fillText: (text, _x, y) => void said.push({ text, font: pen.font, y }),
    measureText: (text) => ({ width: text.length * 0.5 * Number(/(\d+)px/.exec(pen.font)?.[1]) }),
  }
  return { pen, said, boxes }
}

const TEXT = {
  ...{ head: '随碳 · 2026 年度报告', until: '截至 2026-11-23', saved: '少排二氧化碳', mass: '186.204 千克' },
  lines: ['412 次绿色出行 · 203 天'],
  bars: Array.from({ length: 12 }, (_, n) => ({ month: String(n), share: n / 11 })),
  foot: '数字来自已经签发的减排量',
}
const posterOf = (paint: Poster['paint']): Poster => ({
  ...{ name: 'suitan-2026.png', widthPx: POSTER_WIDTH_PX, heightPx: POSTER_HEIGHT_PX, paint },
})
const refuseFile = () => Promise.resolve({ ok: false, refusal: 'unsupported' } as const)

describe('the poster', () => {
  it('says all its lines inside the sheet, and twelve months of which an empty one still shows', () => {
    const { pen, said, boxes } = recordingPen()
    paintPoster(TEXT)(pen)
    expect(said.map(({ text }) => text)).toEqual([
      TEXT.head,
      TEXT.until,
      TEXT.saved,
      TEXT.mass,
      ...TEXT.lines,
      TEXT.foot,
    ])
    expect(Math.max(...said.map(({ y }) => y))).toBeLessThan(POSTER_HEIGHT_PX)
    const [sheet, ...bars] = boxes
    expect(sheet).toEqual([0, 0, POSTER_WIDTH_PX, POSTER_HEIGHT_PX])
    expect(bars).toHaveLength(12)
    expect(bars[0]?.[3]).toBeGreaterThan(0)
    expect(Math.max(...bars.map(([x = 0, , width = 0]) => x + width))).toBeLessThanOrEqual(POSTER_WIDTH_PX)
  })

  it('sets a line that is too long smaller instead of cutting it', () => {
    const { pen, said } = recordingPen()
    paintPoster({ ...TEXT, mass: '1,234,567.890 千克以及更多' })(pen)
    const mass = said.find(({ text }) => text.startsWith('1,234'))
    const sizePx = Number(/(\d+)px/.exec(mass?.font ?? '')?.[1])
    expect(sizePx).toBeLessThan(150)
    expect((mass?.text.length ?? 0) * 0.5 * sizePx).toBeLessThanOrEqual(POSTER_WIDTH_PX)
  })
})

describe.each([
  ['weapp with its menu', weappPoster, 'showShareImageMenu', 'shared', 'tempFilePath'],
  ['weapp without it', weappPoster, 'saveImageToPhotosAlbum', 'saved', 'tempFilePath'],
  ['alipay', myPoster, 'saveImageToPhotosAlbum', 'saved', 'apFilePath'],
  ['an older alipay', myPoster, 'saveImage', 'saved', 'tempFilePath'],
] as const)('%s', (_name, open, way, handedOver, pathField) => {
  const vendorOf = (bend: object = {}) => {
    const { pen, said } = recordingPen()
    const kept: object[] = []
    const vendor = {
      createOffscreenCanvas: () => ({ getContext: (kind: string) => (kind === '2d' ? pen : null) }),
      canvasToTempFilePath: ({ success }: Callbacks) => success({ [pathField]: 'tmp/poster.png' }),
      [way]: ({ success, fail: _fail, ...options }: Callbacks & object) => {
        kept.push(options)
        success({})
      },
      ...bend,
    }
    return { port: open(vendor), said, kept }
  }
  const keep = ({ port }: ReturnType<typeof vendorOf>) => port.keep(posterOf(paintPoster(TEXT)), refuseFile)

  it('draws it, makes a file of it and hands that over in its own way', async () => {
    const world = vendorOf()
    expect(await keep(world)).toEqual({ ok: true, value: handedOver })
    expect(world.said.length).toBeGreaterThan(4)
    expect(Object.values(world.kept[0] ?? {})).toContain('tmp/poster.png')
  })

  it.each([
    ['has nothing to draw on', { createOffscreenCanvas: undefined }],
    ['has no pen', { createOffscreenCanvas: () => ({ getContext: () => null }) }],
    ['makes no file', { canvasToTempFilePath: undefined }],
    ['lets no picture out', { [way]: undefined }],
  ])('says unsupported where it %s', async (_what, bend) => {
    expect(await keep(vendorOf(bend))).toEqual({ ok: false, refusal: 'unsupported' })
  })
})

describe('a browser', () => {
  const pageOf = (context: PosterPen | null) =>
    ({
      document: {
        createElement: () => ({
          getContext: () => context,
          toBlob: (made: (file: Blob | null) => void) => made(new Blob([Uint8Array.from([137, 80])])),
        }),
      },
      FileReader,
    }) as unknown as Window

  it('draws it and hands over a file of the name it was given', async () => {
    const { pen } = recordingPen()
    const given: HostFile[] = []
    const result = await browserPoster(() => pageOf(pen)).keep(posterOf(paintPoster(TEXT)), (file) => {
      given.push(file)
      return Promise.resolve({ ok: true, value: 'saved' as const })
    })
    expect(result).toEqual({ ok: true, value: 'saved' })
    expect(given[0]?.name).toBe('suitan-2026.png')
    expect([...(given[0]?.content as Uint8Array)]).toEqual([137, 80])
  })

  it('says unsupported where it cannot draw', async () => {
    const result = await browserPoster(() => pageOf(null)).keep(posterOf(paintPoster(TEXT)), refuseFile)
    expect(result).toEqual({ ok: false, refusal: 'unsupported' })
  })
})
