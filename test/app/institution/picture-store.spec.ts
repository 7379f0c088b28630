/** @jest-environment node */
import { PICTURE_BYTES_MAX } from '#domain/picture'
import { id, problem, startMallService, type MallService } from './mall-service'
import { openStores } from './own-device'

/** What a JPEG begins with, and so many bytes after it. */
const jpeg = (bytes: number) => Uint8Array.from([0xff, 0xd8, 0xff, ...Array<number>(bytes).fill(0x61)])

let service: MallService
beforeEach(async () => {
  service = await startMallService()
})
afterEach(() => service.stop())

async function openWith(...album: Uint8Array[]) {
  const stores = openStores(service.baseUrl, undefined, album)
  await stores.session.resume(stores.suits)
  await stores.goods.list.load()
  const put = (digest: string) => stores.goods.setPicture(id('gds', 1), digest)
  return { ...stores, put }
}

describe('a picture', () => {
  it('goes from the album to the goods', async () => {
    const { picture, goods, put } = await openWith(jpeg(100))
    await picture.choose(put)
    expect([picture.fault, picture.canSendAgain]).toEqual([undefined, false])
    const [digest] = [...service.pictures]
    expect(goods.find(id('gds', 1))?.pictureDigest).toBe(digest)
    expect(picture.urlOf(digest ?? '')).toBe(`${service.baseUrl}/v1/pictures/${digest}`)
  })

  it('is not sent when she closes the album, and nothing is said', async () => {
    const { picture, put } = await openWith()
    await picture.choose(put)
    expect([picture.fault, service.pictures.size, service.writes]).toEqual([undefined, 0, []])
  })

  it.each([
    ['tooLarge', jpeg(PICTURE_BYTES_MAX)],
    ['wrongType', Uint8Array.from([0x47, 0x49, 0x46, 0x38])],
    ['wrongType', new Uint8Array()],
  ])('is refused before it is sent: %s', async (kind, bytes) => {
    const { picture, put } = await openWith(bytes)
    await picture.choose(put)
    expect([picture.fault, picture.canSendAgain]).toEqual([{ kind }, false])
    expect(service.pictures.size).toBe(0)
  })

  it('is sent again without being chosen again when no answer came, and is there once', async () => {
    const { picture, goods, put } = await openWith(jpeg(100))
    service.state.losesAnswers = true
    await picture.choose(put)
    expect([picture.fault?.kind, picture.canSendAgain]).toEqual(['service', true])
    service.state.losesAnswers = false
    await picture.sendAgain(put)
    expect([picture.fault, picture.canSendAgain]).toEqual([undefined, false])
    expect(service.pictures.size).toBe(1)
    expect(goods.find(id('gds', 1))?.pictureDigest).toBe([...service.pictures][0])
  })

  it('is not offered again once the service has said no', async () => {
    const { picture } = await openWith(jpeg(100))
    const [status, body] = problem(404, 'request.not-found')
    await picture.choose(async () => ({
      ok: false,
      failure: { kind: 'refused', code: 'request.not-found', status, body },
    }))
    expect([picture.fault?.kind, picture.canSendAgain]).toEqual(['service', false])
  })

  it('of somebody who acts for another now is nothing to the next', async () => {
    const { picture, session, put } = await openWith(jpeg(PICTURE_BYTES_MAX))
    await picture.choose(put)
    session.leave()
    expect([picture.fault, picture.isSending]).toEqual([undefined, false])
  })
})
