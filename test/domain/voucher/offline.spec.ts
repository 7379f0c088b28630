import { randomBytes, randomUUID } from 'node:crypto'

import fc from 'fast-check'

import {
  base45Of,
  isTake,
  judgeOfflineTake,
  judgeTake,
  readBase45,
  readOfflineForm,
  readTillLogText,
  tillLogText,
  writeOfflineForm,
  type PastTake,
} from '#domain/voucher'

describe('Base45', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('writes %p as RFC 9285 does', (plain, text) => {
    expect(base45Of(Buffer.from(plain))).toBe(text)
    expect(Buffer.from(readBase45(text) ?? []).toString()).toBe(plain)
  })

  it('is read as it was written, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect([...(readBase45(base45Of(bytes)) ?? [])]).toEqual([...bytes])
      }),
    )
  })

  it.each(['A', 'abc', 'GGW', ':::', 'BB8:'])('does not read %p', (text) =>
    expect(readBase45(text)).toBeUndefined(),
  )
})

const form = {
  voucherId: randomUUID(),
  goodsId: randomUUID(),
  payableFen: 1800,
  signedAt: new Date('2026-05-04T09:00:00+08:00'),
  until: new Date('2026-05-05T09:00:00+08:00'),
}

describe('an offline form', () => {
  it('is read as it was written, and fits a QR of 41 modules', () => {
    const signature = randomBytes(64)
    const bytes = Buffer.concat([writeOfflineForm(form), signature])
    expect(readOfflineForm(bytes)).toMatchObject({ form })
    expect(Buffer.from(readOfflineForm(bytes)?.signature ?? []).equals(signature)).toBe(true)
    // Version 6-L holds 195 characters (ISO/IEC 18004).
    expect(base45Of(bytes).length).toBeLessThanOrEqual(195)
  })

  it('of another length or version is none', () => {
    const bytes = Buffer.concat([writeOfflineForm(form), randomBytes(64)])
    expect(readOfflineForm(bytes.subarray(1))).toBeUndefined()
    expect(readOfflineForm(Buffer.concat([Buffer.from([2]), bytes.subarray(1)]))).toBeUndefined()
  })
})

describe('a take without network', () => {
  const minutes = (count: number) => new Date(form.signedAt.getTime() + count * 60_000)
  const take = {
    ...{ form, isTillRevoked: false, isForShop: true, isSnapshotKnown: true, isTakenBeforeHere: false },
    ...{
      snapshotAt: minutes(-60),
      occurredAt: minutes(10),
      previousAt: minutes(5),
      now: minutes(30),
      takenSinceSync: 19,
    },
  }

  it('counts when everything is as it should be', () => expect(judgeOfflineTake(take)).toBe('take'))

  it.each([
    ['tillRevoked', { isTillRevoked: true }],
    ['formForged', { form: undefined }],
    ['takenBefore', { isTakenBeforeHere: true }],
    ['notForShop', { isForShop: false }],
    ['tooValuable', { form: { ...form, payableFen: 2001 } }],
    ['snapshotUnknown', { isSnapshotKnown: false }],
    ['clockWrong', { occurredAt: minutes(4) }],
    ['clockWrong', { snapshotAt: minutes(11), previousAt: null }],
    ['clockWrong', { now: minutes(4) }],
    ['clockWrong', { snapshotAt: minutes(-24 * 60), occurredAt: minutes(11) }],
    ['clockWrong', { occurredAt: new Date('2019-01-01T00:00:60Z') }],
    ['clockWrong', { snapshotAt: new Date(Number.NaN) }],
    ['clockWrong', { now: new Date(Number.NaN) }],
    ['formEnded', { form: { ...form, until: new Date(Number.NaN) } }],
    ['formEnded', { occurredAt: minutes(24 * 60), snapshotAt: minutes(60), now: minutes(48 * 60) }],
    ['formEnded', { occurredAt: minutes(-6), previousAt: null }],
    ['tooMany', { takenSinceSync: 20 }],
  ] as const)('does not as %s with %p', (fault, changes) => {
    expect(judgeOfflineTake({ ...take, ...changes })).toBe(fault)
  })

  it('is signed as a text that names everything', () => {
    const entry = {
      tillId: 'til_x',
      sequence: 2,
      previousDigest: 'ab',
      snapshotAt: 's',
      occurredAt: 'o',
      form: 'F',
    }
    const text = tillLogText(entry)
    expect(text).toBe('suitan till log 1\ntil_x\n2\nab\ns\no\nF')
    expect(readTillLogText(text)).toEqual(entry)
    for (const none of ['', `${text}\n`, text.replace('2', '02'), text.replace('log 1', 'log 2')])
      expect(readTillLogText(none)).toBeUndefined()
  })
})

describe('an entry of a till’s log', () => {
  const at = (count: number) => new Date(form.signedAt.getTime() + count * 60_000)
  const past = (count: number, changes: object = {}): PastTake => ({
    ...{ voucherId: randomUUID(), snapshotAt: at(-60), occurredAt: at(count), receivedAt: at(20) },
    ...changes,
  })
  const judge = (takesBefore: readonly PastTake[], changes: object = {}) =>
    judgeTake({
      said: { snapshotAt: at(-60).toISOString(), occurredAt: at(10).toISOString() },
      ...{ form, isTillRevoked: false, isForShop: true, isSnapshotKnown: true, now: at(30) },
      ...{ takesBefore, ...changes },
    })

  it('counts as the first of its till, and as the twentieth', () => {
    expect(judge([])).toBe('take')
    expect(judge(Array.from({ length: 19 }, (_, place) => past(place / 2)))).toBe('take')
  })

  it('is one too many after twenty on its snapshot, or twenty that were not told when it was given', () => {
    const onSnapshot = Array.from({ length: 10 }, (_, place) => past(place / 2))
    const untold = onSnapshot.map(() => past(-70, { snapshotAt: at(-90) }))
    expect(judge([...untold, ...onSnapshot])).toBe('tooMany')
    const told = untold.map((take) => ({ ...take, receivedAt: at(-65) }))
    expect(judge([...told, ...onSnapshot])).toBe('take')
  })

  it('does not go before the one before it, and is not of a voucher the till took', () => {
    expect(judge([past(11)])).toBe('clockWrong')
    expect(judge([past(1, { voucherId: form.voucherId })])).toBe('takenBefore')
  })

  it('counts as a take when it was taken as it should have been, paid or not', () => {
    expect(isTake('redeemed', null) && isTake('clash', null) && isTake('refused', 'paidBefore')).toBe(true)
    expect(isTake('refused', 'clockWrong') || isTake('refused', 'takenBefore')).toBe(false)
  })
})
