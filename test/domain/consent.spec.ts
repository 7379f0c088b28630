import { consentStateOf, decideGrant, holdsAt } from '#domain/consent'

const at = (text: string): Date => new Date(text)
const spring = { grantedAt: at('2026-03-01T00:00:00Z'), withdrawnAt: at('2026-04-01T00:00:00Z') }
const summer = { grantedAt: at('2026-06-01T00:00:00Z'), withdrawnAt: null }

describe('a consent', () => {
  it('is none, granted or withdrawn, since the latest change', () => {
    expect(consentStateOf([])).toEqual({ state: 'none', since: null })
    expect(consentStateOf([spring])).toEqual({ state: 'withdrawn', since: spring.withdrawnAt })
    expect(consentStateOf([summer, spring])).toEqual({ state: 'granted', since: summer.grantedAt })
  })

  it('covers a ride from the grant on and up to the withdrawal', () => {
    expect(holdsAt([spring], spring.grantedAt)).toBe(true)
    expect(holdsAt([spring], spring.withdrawnAt)).toBe(false)
    expect(holdsAt([spring, summer], at('2026-05-01T00:00:00Z'))).toBe(false)
    expect(holdsAt([spring, summer], at('2027-05-01T00:00:00Z'))).toBe(true)
  })
})

describe('granting', () => {
  const asked = { isProvided: true, isSceneLive: true, state: 'none' } as const

  it('is taken for a live scene and its provider', () => {
    expect(decideGrant(asked)).toBe('grant')
    expect(decideGrant({ ...asked, state: 'withdrawn' })).toBe('grant')
  })

  it('said twice is one consent, also after the scene closed', () => {
    expect(decideGrant({ ...asked, state: 'granted', isSceneLive: false })).toBe('alreadyGranted')
  })

  it('is not asked for where nothing would be collected', () => {
    expect(decideGrant({ ...asked, isSceneLive: false })).toBe('sceneDisabled')
    expect(decideGrant({ ...asked, isProvided: false })).toBe('unknownProvider')
  })
})
