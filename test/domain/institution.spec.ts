import fc from 'fast-check'

import { decideDismissal, isCreditCode, may } from '#domain/institution'

describe('a credit code', () => {
  it.each(['91350100M000100Y43', '91310000775785552L'])('%s of the public register is one', (code) => {
    expect(isCreditCode(code)).toBe(true)
  })

  it('is none with any one character changed', () => {
    const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...characters), (place, character) => {
        const code = '91350100M000100Y43'
        fc.pre(code[place] !== character)
        return !isCreditCode(code.slice(0, place) + character + code.slice(place + 1))
      }),
    )
  })

  it.each(['', '91350100M000100Y4', '91350100M000100Y430', '91350100I000100Y43', '91350100m000100y43'])(
    '%p is none',
    (code) => expect(isCreditCode(code)).toBe(false),
  )
})

describe('a member', () => {
  it('has the powers of her role and no others', () => {
    expect(may('owner', 'changeMembers')).toBe(true)
    expect(may('manager', 'changeGoods')).toBe(true)
    expect(may('manager', 'changeMembers')).toBe(false)
    expect(may('cashier', 'workTill')).toBe(true)
    expect(may('cashier', 'readFigures')).toBe(false)
  })

  it('is dismissed unless nobody would be left to invite others', () => {
    expect(decideDismissal('owner', 1)).toBe('institution.last-owner')
    expect(decideDismissal('owner', 2)).toBe('dismiss')
    expect(decideDismissal('cashier', 1)).toBe('dismiss')
  })
})
