/** One contract for every adapter of pictures: what a host grants, refuses, garbles or never answers comes out alike. */
import { browserPicture } from '../../../src/host/picture/browser'
import { myPicture } from '../../../src/host/picture/my-picture'
import type { PicturePort } from '../../../src/host/picture/port'
import { weappPicture } from '../../../src/host/picture/weapp'
import type { HostRefusal } from '../../../src/host/port'

type Callbacks = Record<'success' | 'fail', (answer: unknown) => void>
type Mood = 'yes' | 'silent' | 'throws' | 'garbled' | HostRefusal

const PICTURE = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3])
const SMALLER = Uint8Array.from([0xff, 0xd8])
const BYTES_MAX = 10

const files = (held: Record<string, Uint8Array>) => ({
  getFileSystemManager: () => ({
    readFile({ filePath, success, fail }: Callbacks & { filePath: string }) {
      const found = held[filePath]
      if (found) success({ data: found.buffer })
      else fail({ errMsg: 'readFile:fail no such file' })
    },
  }),
})

const answering =
  (mood: Mood, answer: unknown, errors: Partial<Record<HostRefusal, unknown>>) =>
  ({ success, fail }: Callbacks) => {
    if (mood === 'yes') success(answer)
    else if (mood === 'garbled') success({ surprise: true })
    else if (mood === 'throws') throw new Error('inner failure of the vendor')
    else if (mood !== 'silent') fail(errors[mood])
  }

const WX_ERRORS = {
  cancelled: { errMsg: 'chooseMedia:fail cancel' },
  denied: { errMsg: 'chooseMedia:fail auth deny' },
  notPermitted: { errMsg: 'chooseMedia:fail system permission denied' },
  privacyRefused: { errMsg: 'chooseMedia:fail api scope is not declared', errno: 112 },
}
const MY_ERRORS = {
  cancelled: { error: 11, errorMessage: '用户取消' },
  denied: { error: 2001, errorMessage: '用户拒绝' },
  notPermitted: { error: 4, errorMessage: '无权调用' },
  privacyRefused: { error: 11, errorMessage: '用户未同意隐私协议' },
}

interface World {
  readonly name: string
  readonly refusals: readonly HostRefusal[]
  open(mood: Mood): PicturePort
}

const WORLDS: readonly World[] = [
  {
    name: 'weapp',
    refusals: Object.keys(WX_ERRORS) as HostRefusal[],
    open: (mood) =>
      weappPicture({
        chooseMedia: answering(mood, { tempFiles: [{ tempFilePath: 'tmp' }] }, WX_ERRORS),
        compressImage: answering('yes', { tempFilePath: 'small' }, {}),
        ...files({ tmp: PICTURE, small: SMALLER }),
      }),
  },
  {
    name: 'an older weapp, which has chooseImage only',
    refusals: Object.keys(WX_ERRORS) as HostRefusal[],
    open: (mood) =>
      weappPicture({
        chooseImage: answering(mood, { tempFilePaths: ['tmp'] }, WX_ERRORS),
        compressImage: answering('yes', { tempFilePath: 'small' }, {}),
        ...files({ tmp: PICTURE, small: SMALLER }),
      }),
  },
  {
    name: 'alipay and suishenban',
    refusals: Object.keys(MY_ERRORS) as HostRefusal[],
    open: (mood) =>
      myPicture({
        chooseImage: answering(mood, { apFilePaths: ['tmp'] }, MY_ERRORS),
        compressImage: answering('yes', { filePaths: ['small'] }, {}),
        ...files({ tmp: PICTURE, small: SMALLER }),
      }),
  },
]

describe.each(WORLDS)('$name', (world) => {
  it('hands over the bytes of the picture she chose', async () => {
    expect(await world.open('yes').choose(BYTES_MAX)).toEqual({ ok: true, value: PICTURE })
  })

  it('hands over a smaller copy of one that is too large', async () => {
    expect(await world.open('yes').choose(PICTURE.length - 1)).toEqual({ ok: true, value: SMALLER })
  })

  it.each(world.refusals)('passes on the refusal %s', async (refusal) => {
    expect(await world.open(refusal).choose(BYTES_MAX)).toEqual({ ok: false, refusal })
  })

  it.each(['throws', 'garbled'] as const)('answers with a value when the host %s', async (mood) => {
    expect(await world.open(mood).choose(BYTES_MAX)).toMatchObject({ ok: false })
  })

  it('gives up on a silent host', async () => {
    jest.useFakeTimers()
    const asked = world.open('silent').choose(BYTES_MAX)
    await jest.advanceTimersByTimeAsync(120_000)
    expect(await asked).toEqual({ ok: false, refusal: 'timeout' })
    jest.useRealTimers()
  })
})

it.each([
  ['weapp', weappPicture({})],
  ['alipay', myPicture({})],
])('%s without pictures is unsupported', async (_, port) => {
  expect(await port.choose(BYTES_MAX)).toEqual({ ok: false, refusal: 'unsupported' })
})

it('leaves a picture as it was where the host makes no copies', async () => {
  const port = weappPicture({
    chooseMedia: answering('yes', { tempFiles: [{ tempFilePath: 'tmp' }] }, {}),
    ...files({ tmp: PICTURE }),
  })
  expect(await port.choose(1)).toEqual({ ok: true, value: PICTURE })
})

describe('a browser', () => {
  const { click } = HTMLInputElement.prototype
  const answer = (told: (input: HTMLInputElement) => void) => {
    HTMLInputElement.prototype.click = function (this: HTMLInputElement) {
      told(this)
    }
  }
  afterEach(() => {
    HTMLInputElement.prototype.click = click
  })
  const port = browserPicture(() => window)

  it('hands over the bytes of the file she chose, and leaves nothing on the page', async () => {
    answer((input) => {
      Object.defineProperty(input, 'files', { value: [new File([PICTURE], 'a.jpg')] })
      input.dispatchEvent(new Event('change'))
    })
    const chosen = await port.choose(BYTES_MAX)
    expect(chosen.ok && [...chosen.value]).toEqual([...PICTURE])
    expect(document.querySelector('input')).toBeNull()
  })

  it.each(['cancel', 'change'])('calls it cancelled when she chose none: %s', async (event) => {
    answer((input) => input.dispatchEvent(new Event(event)))
    expect(await port.choose(BYTES_MAX)).toEqual({ ok: false, refusal: 'cancelled' })
  })
})
