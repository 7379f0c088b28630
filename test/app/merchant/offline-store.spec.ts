/** @jest-environment node */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { OfflineSnapshot, TillLogOutcomes, TillLogRequest } from '#contract'
import { encodeId } from '#domain/id'
import { base45Of, tillLogText, writeOfflineForm } from '#domain/voucher'
import type { HostPort } from '../../../src/host'
import type { Member } from '../../../src/stores/member'
import { OfflineStore } from '../../../src/stores/merchant/offline-store'
import { LogBook } from '../../../src/stores/merchant/till-log'
import { TillShelf } from '../../../src/stores/merchant/till-shelf'
import { digestOf } from '../../../src/stores/signing'
import { deviceStore } from '../stores/device-store'

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
const GOODS = uuid(900)
const LATTE = { zh: '一杯拿铁', en: 'A latte' }
const START = new Date('2026-11-23T01:00:00.000Z')
const { privateKey, publicKey } = generateKeyPairSync('ed25519')

/** A voucher's form as the platform signs it. */
function formOf(number: number, changes: object = {}): string {
  const bytes = writeOfflineForm({
    ...{ voucherId: uuid(number), goodsId: GOODS, payableFen: 1800 },
    ...{ signedAt: START, until: new Date(START.getTime() + 86_400_000) },
    ...changes,
  })
  return base45Of(Buffer.concat([bytes, sign(null, bytes, privateKey)]))
}

const till = (key: string | null = randomBytes(32).toString('base64url')) => ({
  ...{ tillId: encodeId('til', uuid(1)), shopId: encodeId('shp', uuid(2)), shop: { zh: '店', en: 'Shop' } },
  ...{ memberId: encodeId('mem', uuid(3)), institutionId: encodeId('org', uuid(4)), key },
})

/** What a service answers that has all of it. */
function outcomesOf(tillId: string, { entries }: TillLogRequest): TillLogOutcomes {
  const last = entries[entries.length - 1]!
  return {
    items: entries.map(({ sequence }) => ({
      ...{ sequence, outcome: 'redeemed' as const, say: { zh: '已核销', en: 'Redeemed' } },
      ...{ goods: LATTE, paidFen: 1800 },
    })),
    logSequence: last.sequence,
    logDigest: digestOf(tillLogText({ ...last, tillId })),
  }
}

/** A till on one device whose network is there until `isOnline` says no. */
function open(kept: HostPort['store'] = deviceStore(), ended: string[] = []) {
  const device = {
    ...{ now: START, serviceNow: START, isFull: false, hears: false },
    told: [] as TillLogRequest[],
  }
  const store = {
    ...kept,
    set: (...given: Parameters<typeof kept.set>) =>
      device.isFull ? { ok: false as const, refusal: 'notPermitted' as const } : kept.set(...given),
  }
  const snapshot = (): OfflineSnapshot => ({
    takenAt: device.serviceNow.toISOString(),
    until: new Date(START.getTime() + 86_400_000).toISOString(),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url'),
    goods: [{ goodsId: encodeId('gds', GOODS), name: LATTE }],
    endedVoucherIds: ended,
    ...{ takesMax: 20, fenMax: 2000, logSequence: 0, logDigest: '0'.repeat(64) },
  })
  const api = {
    snapshot: () => Promise.resolve({ ok: true as const, value: snapshot() }),
    tell: (tillId: string, request: TillLogRequest) => {
      device.told.push(request)
      if (device.hears) return Promise.resolve({ ok: true as const, value: outcomesOf(tillId, request) })
      return Promise.resolve({ ok: false as const, failure: { kind: 'offline' as const } })
    },
  }
  const session = { membership: till() } as unknown as Member['session']
  const host = { handOver: () => Promise.resolve({ ok: true as const, value: 'saved' as const }) }
  const offline = new OfflineStore(
    api,
    session,
    new TillShelf(store),
    new LogBook(store),
    host,
    () => device.now,
  )
  return { offline, device, kept }
}

const prepared = async (...given: Parameters<typeof open>) => {
  const opened = open(...given)
  opened.offline.use(till())
  await opened.offline.sync()
  return opened
}

describe('a till without network', () => {
  it('takes a signed form once, and says it is only recorded', async () => {
    const { offline } = await prepared()
    expect(offline.take(formOf(1))).toBe('recorded')
    expect(offline.take(formOf(1))).toBe('takenBefore')
    expect(offline.untold).toBe(1)
    expect(offline.takesLeft).toBe(19)
  })

  it.each([
    ['formForged', `${formOf(1).slice(0, -3)}000`],
    ['notForShop', formOf(1, { goodsId: uuid(901) })],
    ['tooValuable', formOf(1, { payableFen: 2001 })],
    ['formEnded', formOf(1, { until: START })],
  ])('takes none that is %s', async (word, form) => {
    const { offline } = await prepared()
    expect(offline.take(form)).toBe(word)
    expect(offline.untold).toBe(0)
  })

  it('takes none that was used or given back before its network went', async () => {
    const { offline } = await prepared(undefined, [encodeId('vch', uuid(1))])
    expect(offline.take(formOf(1))).toBe('ended')
    expect(offline.take(formOf(2))).toBe('recorded')
  })

  it('takes twenty on a snapshot and no more', async () => {
    const { offline } = await prepared()
    for (let number = 1; number <= 20; number += 1) expect(offline.take(formOf(number))).toBe('recorded')
    expect(offline.take(formOf(21))).toBe('tooMany')
  })

  it('takes no more on a new snapshot while what it took before is not told', async () => {
    const { offline, device } = await prepared()
    for (let number = 1; number <= 12; number += 1) offline.take(formOf(number))
    device.now = device.serviceNow = new Date(START.getTime() + 60_000)
    await offline.sync()
    expect([offline.untold, offline.takesLeft]).toEqual([12, 8])
    for (let number = 13; number <= 20; number += 1) expect(offline.take(formOf(number))).toBe('recorded')
    expect([offline.take(formOf(21)), offline.takesLeft]).toEqual(['tooMany', 0])
  })

  it('takes twenty anew once what it took is told', async () => {
    const { offline, device } = await prepared()
    for (let number = 1; number <= 20; number += 1) offline.take(formOf(number))
    device.hears = true
    device.now = device.serviceNow = new Date(START.getTime() + 60_000)
    await offline.sync()
    expect([offline.untold, offline.takesLeft]).toEqual([0, 20])
    expect(offline.take(formOf(21))).toBe('recorded')
  })

  it('takes nothing on a clock that was set back, and nothing a day after its snapshot', async () => {
    const { offline, device } = await prepared()
    device.now = new Date(START.getTime() + 60_000)
    expect(offline.take(formOf(1))).toBe('recorded')
    device.now = new Date(START.getTime() + 30_000)
    expect(offline.take(formOf(2))).toBe('clockWrong')
    device.now = new Date(START.getTime() - 1)
    expect(offline.take(formOf(2))).toBe('clockWrong')
    device.now = new Date(START.getTime() + 86_400_001)
    expect(offline.take(formOf(2))).toBe('snapshotOld')
  })

  it('goes by the service’s clock where its own is wrong', async () => {
    const { offline, device } = open()
    device.now = new Date('2031-01-01T00:00:00.000Z')
    offline.use(till())
    await offline.sync()
    expect(offline.clock()).toEqual(START)
    expect(offline.take(formOf(1))).toBe('recorded')
  })

  it('takes nothing that the device has no room to write down', async () => {
    const { offline, device } = await prepared()
    device.isFull = true
    expect(offline.take(formOf(1))).toBe('deviceFull')
    expect(offline.untold).toBe(0)
  })

  it('takes nothing before it was prepared, and nothing without a key of its own', async () => {
    const { offline } = open()
    offline.use(till())
    expect(offline.take(formOf(1))).toBe('noSnapshot')
    offline.use(till(null))
    await offline.sync()
    expect(offline.take(formOf(1))).toBe('noKey')
  })

  it('keeps every entry until the service has it, also when the module is closed', async () => {
    const { offline, device, kept } = await prepared()
    offline.take(formOf(1))
    await offline.sync()
    expect(device.told).toHaveLength(1)
    expect(offline.untold).toBe(1)
    const again = open(kept)
    again.offline.use(till())
    expect(again.offline.untold).toBe(1)
    expect(again.offline.take(formOf(1))).toBe('takenBefore')
  })
})
