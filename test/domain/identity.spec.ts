import { higherProof, isOfAgeToConsent, normalizePersonId, ofAgeOn, standingOf } from '#domain/identity'
import { parseCalendarDay, type CityDay } from '#domain/calendar'

const day = (text: string): CityDay => {
  const parsed = parseCalendarDay(text)
  if (!parsed) throw new TypeError(`not a day: ${text}`)
  return parsed
}

describe('a person id', () => {
  it('has one spelling whatever the host writes', () => {
    const spellings = [
      '31010119850412402X',
      '31010119850412402x',
      '310101 19850412 402x',
      '３１０１０１１９８５０４１２４０２Ｘ',
    ]
    expect(new Set(spellings.map(normalizePersonId))).toEqual(new Set(['31010119850412402X']))
  })

  it('is none when the host sends blanks', () => {
    expect(normalizePersonId('  ')).toBeNull()
  })
})

describe('own consent', () => {
  const born = (birthDay: string | null, personId = 'PASSPORT-1') => ({
    birthDay: birthDay === null ? null : day(birthDay),
    personId,
  })

  it('begins on the fourteenth birthday and not a day earlier', () => {
    expect(isOfAgeToConsent(born('2012-06-01'), day('2026-05-31'))).toBe(false)
    expect(isOfAgeToConsent(born('2012-06-01'), day('2026-06-01'))).toBe(true)
  })

  it('begins on 1 March for one born on 29 February', () => {
    expect(isOfAgeToConsent(born('2012-02-29'), day('2026-02-28'))).toBe(false)
    expect(isOfAgeToConsent(born('2012-02-29'), day('2026-03-01'))).toBe(true)
  })

  it('reads the birth day from the identity number when the host names none', () => {
    expect(isOfAgeToConsent(born(null, '31010119850412402X'), day('2026-01-01'))).toBe(true)
    expect(isOfAgeToConsent(born(null, '310101201912014028'), day('2026-01-01'))).toBe(false)
  })

  it('takes a person of unknown age for a child', () => {
    expect(isOfAgeToConsent(born(null), day('2026-01-01'))).toBe(false)
    expect(isOfAgeToConsent(born(null, '310101198513992028'), day('2026-01-01'))).toBe(false)
  })
})

describe('a person stands', () => {
  const adult = { personId: '31010119850412402X', birthDay: day('1985-04-12') }
  const child = { personId: '310101201912014028', birthDay: day('2019-12-01') }
  const today = day('2026-05-01')
  const standing = (
    attestation: { personId: string | null; birthDay: CityDay | null },
    hasOpenAccount = false,
    hasGuardian = false,
    isGuardianNeeded = false,
  ) => standingOf({ attestation, account: hasOpenAccount ? { isGuardianNeeded } : null, hasGuardian, today })

  it('as a visitor without a person id', () => {
    expect(standing({ ...adult, personId: null })).toBe('visitor')
  })

  it('before an unopened account, then with an open one', () => {
    expect(standing(adult)).toBe('unopened')
    expect(standing(adult, true)).toBe('open')
  })

  it('in need of a guardian under 14, until one consented', () => {
    expect(standing(child)).toBe('guardianNeeded')
    expect(standing(child, false, true)).toBe('unopened')
    expect(standing(child, true, true)).toBe('open')
  })

  it('in need of a guardian again with an open account nobody consents for any more', () => {
    expect(standing(child, true)).toBe('guardianNeeded')
    const unknown = { personId: 'PASSPORT-1', birthDay: null }
    expect(standing(unknown, true, false, true)).toBe('guardianNeeded')
    expect(standing(adult, true, false, true)).toBe('open')
  })

  it('before her open account also at a host that knows no birthday', () => {
    expect(standing({ personId: 'PASSPORT-1', birthDay: null }, true)).toBe('open')
  })
})

describe('the day on which a child decides for herself', () => {
  it('is her 14th birthday, a day that exists, or unknown', () => {
    expect(ofAgeOn({ personId: 'P', birthDay: day('2013-05-04') })).toBe('2027-05-04')
    expect(ofAgeOn({ personId: 'P', birthDay: day('2016-02-29') })).toBe('2030-03-01')
    expect(ofAgeOn({ personId: '310101201912014028', birthDay: null })).toBe('2033-12-01')
    expect(ofAgeOn({ personId: 'P', birthDay: null })).toBeUndefined()
  })
})

it('proof rises and never falls', () => {
  expect(higherProof('host', 'cityCode')).toBe('cityCode')
  expect(higherProof('cityCode', 'host')).toBe('cityCode')
  expect(higherProof('host', 'host')).toBe('host')
})
