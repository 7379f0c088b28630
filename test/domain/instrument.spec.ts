import {
  CLAIM_REST_MILLISECONDS,
  decideLink,
  maskedNumberOf,
  normalizeInstrument,
  numberTail,
  statementFault,
  STATEMENT_TTL_MILLISECONDS_MAX,
} from '#domain/instrument'

describe('a card number', () => {
  it('has one spelling', () => {
    const plain = { scheme: 'sptcc-card', value: '00012345678812' }
    expect(normalizeInstrument({ scheme: 'sptcc-card', value: '0001 2345 6788 12' })).toEqual(plain)
    expect(normalizeInstrument({ scheme: 'sptcc-card', value: '０００１２３４５６７８８１２' })).toEqual(
      plain,
    )
  })

  it('is shown by its tail alone', () => {
    expect(maskedNumberOf(numberTail('00012345678812'))).toBe('****8812')
  })
})

describe('an instrument', () => {
  const now = new Date('2026-05-02T08:00:00Z')
  const asked = { kind: 'rideCode', accountId: 'mei', owner: null, intent: 'link', now } as const
  const bo = { accountId: 'bo', claimedAt: null }

  it('is linked when nobody owns it and kept when it is hers', () => {
    expect(decideLink(asked)).toBe('linked')
    expect(decideLink({ ...asked, owner: { accountId: 'mei', claimedAt: null } })).toBe('alreadyYours')
  })

  it('is never taken by linking, only by claiming', () => {
    expect(decideLink({ ...asked, owner: bo })).toBe('ownedByAnother')
    expect(decideLink({ ...asked, owner: bo, intent: 'claim' })).toBe('takenOver')
  })

  it('that was claimed rests a day with its new owner', () => {
    const claim = { ...asked, intent: 'claim' } as const
    const claimedAt = new Date(now.getTime() - CLAIM_REST_MILLISECONDS)
    expect(decideLink({ ...claim, owner: { ...bo, claimedAt } })).toBe('takenOver')
    expect(decideLink({ ...claim, owner: { ...bo, claimedAt: new Date(claimedAt.getTime() + 1) } })).toBe(
      'ownedByAnother',
    )
  })

  it('of plain plastic is not a channel, not even claimed', () => {
    expect(decideLink({ ...asked, kind: 'plasticCard', intent: 'claim' })).toBe('notAChannel')
  })
})

describe('a card list', () => {
  const now = new Date('2026-05-01T08:00:00Z')
  const session = { hostId: 'suishenban', hostSubject: 'mei-at-host', now }
  const claims = {
    issuer: 'suishenban',
    subject: 'mei-at-host',
    issuedAt: now.getTime() - 10_000,
    expiresAt: now.getTime() - 10_000 + STATEMENT_TTL_MILLISECONDS_MAX,
  }

  it('is good for its person, at its host, for five minutes', () => {
    expect(statementFault(claims, session)).toBeUndefined()
  })

  it('is refused to another host or person', () => {
    expect(statementFault({ ...claims, issuer: 'wechat' }, session)).toBe('otherHost')
    expect(statementFault({ ...claims, subject: 'bo-at-host' }, session)).toBe('otherPerson')
  })

  it('is refused when it is over, lives too long or comes from the future', () => {
    expect(statementFault({ ...claims, expiresAt: now.getTime() }, session)).toBe('expired')
    expect(statementFault({ ...claims, expiresAt: claims.expiresAt + 1 }, session)).toBe('livesTooLong')
    const issuedAt = now.getTime() + 60_000
    expect(statementFault({ ...claims, issuedAt, expiresAt: issuedAt + 1000 }, session)).toBe('notYetIssued')
  })
})
