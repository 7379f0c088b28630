import { createHmac } from 'node:crypto'

import fc from 'fast-check'

import {
  acceptedPhoneSteps,
  decideConfirmation,
  decideRedemption,
  decideReturn,
  decideUndo,
  onlineCodeOf,
  phoneCodeOf,
  phoneCounter,
  phoneProof,
  phoneStep,
  readCode,
  type VoucherState,
} from '#domain/voucher'

const now = new Date('2026-05-04T09:00:00+08:00')
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)]
const STATES: readonly VoucherState[] = ['held', 'issued', 'redeemed', 'refunded', 'expired', 'released']

describe('a code', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))

  it('is read as it was made, typed with spaces too', () => {
    fc.assert(
      fc.property(digits(16), digits(10), digits(6), (random, voucherNo, proof) => {
        const [online, phone] = [onlineCodeOf(random), phoneCodeOf(voucherNo, proof)]
        expect(readCode(online.replace(/(.{6})/g, '$1 '))).toEqual({ channel: 'code', digits: online })
        expect(readCode(phone)).toEqual({ channel: 'phoneCode', voucherNo, proof })
      }),
    )
  })

  it('is not read with one digit wrong', () => {
    fc.assert(
      fc.property(digits(16), fc.nat(17), fc.integer({ min: 1, max: 9 }), (random, place, shift) => {
        const code = onlineCodeOf(random)
        const wrong = (Number(code[place]) + shift) % 10
        return readCode(code.slice(0, place) + wrong + code.slice(place + 1)) === undefined
      }),
    )
  })

  it.each(['', '1234', 'https://example.org', `${onlineCodeOf('0'.repeat(16))}0`, '200000000000000000'])(
    '%p is none of ours',
    (text) => expect(readCode(text)).toBeUndefined(),
  )

  it('is made of the right number of digits only', () => {
    expect(() => onlineCodeOf('1')).toThrow(TypeError)
    expect(() => phoneCodeOf('1', '123456')).toThrow(TypeError)
  })
})

describe('a phone’s own code', () => {
  it('is the one of RFC 6238, appendix B, SHA-512', () => {
    const secret = Buffer.from('1234567890'.repeat(7).slice(0, 64))
    const mac = createHmac('sha512', secret).update(phoneCounter(0x1)).digest()
    expect(phoneProof(mac)).toBe('693936')
    expect(phoneStep(new Date(59_000))).toBe(1)
  })

  it('counts half a minute to both sides', () => {
    expect(acceptedPhoneSteps(new Date(59_000))).toEqual([0, 1, 2])
  })
})

describe('a voucher', () => {
  it('is confirmed while it is held', () => {
    expect(decideConfirmation({ state: 'held', heldUntil: after }, now)).toBe('issue')
    expect(decideConfirmation({ state: 'held', heldUntil: now }, now)).toBe('voucher.hold-ended')
    expect(decideConfirmation({ state: 'released', heldUntil: after }, now)).toBe('voucher.hold-ended')
    expect(decideConfirmation({ state: 'redeemed', heldUntil: before }, now)).toBe('alreadyIssued')
  })

  it('is given back once, unless it was redeemed', () => {
    const decisions = STATES.map((state) => decideReturn({ state, validTo: after, offlineUntil: null }, now))
    expect(decisions).toEqual([
      'released',
      'refunded',
      'voucher.already-redeemed',
      'alreadyEnded',
      'alreadyEnded',
      'alreadyEnded',
    ])
    expect(decideReturn({ state: 'issued', validTo: now, offlineUntil: null }, now)).toBe('expired')
  })

  it('is not given back while its form is out, nor for the day in which tills tell, even past its last day', () => {
    const dayAgo = new Date(now.getTime() - 86_400_000)
    for (const validTo of [now, after])
      for (const offlineUntil of [after, now, new Date(dayAgo.getTime() + 1)])
        expect(decideReturn({ state: 'issued', validTo, offlineUntil }, now)).toBe('voucher.form-out')
    expect(decideReturn({ state: 'issued', validTo: after, offlineUntil: dayAgo }, now)).toBe('refunded')
    expect(decideReturn({ state: 'issued', validTo: now, offlineUntil: dayAgo }, now)).toBe('expired')
  })

  it('is redeemed in its shops, in time, once', () => {
    const decide = (state: VoucherState, validTo = after, isForShop = true) =>
      decideRedemption({ state, validTo, isForShop }, now)
    expect(STATES.map((state) => decide(state))).toEqual([
      'notUsable',
      'redeem',
      'alreadyRedeemed',
      'notUsable',
      'expired',
      'notUsable',
    ])
    expect(decide('issued', now)).toBe('expired')
    expect(decide('issued', after, false)).toBe('notForShop')
    expect(decide('redeemed', before, false)).toBe('alreadyRedeemed')
  })

  it('is taken back within ten minutes, once', () => {
    const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
    const taken = { redeemedAt: now, isReversed: false, offlineUntil: null }
    expect(decideUndo(taken, minutes(10))).toBe('undo')
    expect(decideUndo(taken, new Date(minutes(10).getTime() + 1))).toBe('redemption.undo-too-late')
    expect(decideUndo({ ...taken, isReversed: true }, minutes(60))).toBe('alreadyUndone')
    expect(decideUndo({ ...taken, offlineUntil: now }, minutes(1))).toBe('redemption.form-out')
    expect(decideUndo({ ...taken, offlineUntil: minutes(-24 * 60) }, now)).toBe('undo')
  })
})
