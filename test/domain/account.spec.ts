import {
  decideClosure,
  decideGuardianship,
  decideOpening,
  GUARDIAN_CODE_TTL_MILLISECONDS,
  isGuardianCodeLive,
  noticeInForce,
} from '#domain/account'
import type { Attestation } from '#domain/identity'
import type { CityDay } from '#domain/calendar'

const at = (text: string): Date => new Date(text)

describe('the notice in force', () => {
  const first = { version: '1', publishedAt: at('2026-01-01T00:00:00Z') }
  const second = { version: '2', publishedAt: at('2026-06-01T00:00:00Z') }

  it('is the one published last, from the moment of its publication', () => {
    expect(noticeInForce([first, second], at('2026-05-31T23:59:59Z'))).toBe(first)
    expect(noticeInForce([second, first], at('2026-06-01T00:00:00Z'))).toBe(second)
  })

  it('is none before the first', () => {
    expect(noticeInForce([first], at('2025-12-31T00:00:00Z'))).toBeUndefined()
  })
})

describe('opening', () => {
  const asked = { standing: 'unopened', noticeVersion: '2', noticeVersionInForce: '2' } as const

  it('needs the notice in force', () => {
    expect(decideOpening(asked)).toBe('open')
    expect(decideOpening({ ...asked, noticeVersion: '1' })).toBe('noticeOutdated')
  })

  it('is refused to a visitor and to a child without a guardian', () => {
    expect(decideOpening({ ...asked, standing: 'visitor' })).toBe('realNameNeeded')
    expect(decideOpening({ ...asked, standing: 'guardianNeeded' })).toBe('guardianNeeded')
  })

  it('a second time finds the account, whatever notice it names', () => {
    expect(decideOpening({ ...asked, standing: 'open', noticeVersion: '1' })).toBe('alreadyOpen')
  })
})

describe('guardianship', () => {
  const today = '2026-05-01' as CityDay
  const ward: Attestation & { personId: string } = {
    subject: 'child-at-host',
    personId: '310101201912014028',
    maskedName: '王*宝',
    birthDay: '2019-12-01' as CityDay,
    district: '静安区',
    guardianPersonIds: ['31010119850412402X'],
  }

  it('is for the guardian the host attests', () => {
    const isGuardian = (personId: string) => personId === '31010119850412402X'
    expect(decideGuardianship({ ward, isGuardian, today })).toBe('consented')
    expect(decideGuardianship({ ward, isGuardian: () => false, today })).toBe('notRelated')
  })

  it('is not needed from 14 on', () => {
    expect(decideGuardianship({ ward, isGuardian: () => true, today: '2033-12-01' as CityDay })).toBe(
      'notNeeded',
    )
  })

  it('has a code that answers for ten minutes', () => {
    const issuedAt = at('2026-05-01T08:00:00Z')
    const expiresAt = new Date(issuedAt.getTime() + GUARDIAN_CODE_TTL_MILLISECONDS)
    expect(isGuardianCodeLive({ expiresAt }, at('2026-05-01T08:09:59Z'))).toBe(true)
    expect(isGuardianCodeLive({ expiresAt }, at('2026-05-01T08:10:00Z'))).toBe(false)
  })
})

it('closing asks what becomes of what is left, and only then', () => {
  expect(decideClosure({ remainingMilligrams: 0, disposal: 'nothingLeft' })).toBe('close')
  expect(decideClosure({ remainingMilligrams: 0, disposal: 'publicPool' })).toBe('close')
  expect(decideClosure({ remainingMilligrams: 1, disposal: 'nothingLeft' })).toBe('disposalNeeded')
  expect(decideClosure({ remainingMilligrams: 1, disposal: 'publicPool' })).toBe('disposeAndClose')
})
