import fc from 'fast-check'
import { decodeId, encodeId, uuidOfHex } from '#domain/id'

describe('an id', () => {
  it('goes to the wire and back', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const wire = encodeId('ride', uuid)
        expect(wire).toMatch(/^ride_[0-9a-hjkmnp-tv-z]{26}$/)
        expect(decodeId('ride', wire)).toBe(uuid)
      }),
    )
  })

  it('refuses another prefix, length, character or a value beyond 128 bits', () => {
    const wire = encodeId('ride', '0190a1b2-c3d4-7abc-8def-0123456789ab')
    expect(decodeId('run', wire)).toBeUndefined()
    expect(decodeId('ride', wire.slice(0, -1))).toBeUndefined()
    expect(decodeId('ride', `${wire.slice(0, -1)}u`)).toBeUndefined()
    expect(decodeId('ride', `ride_${'z'.repeat(26)}`)).toBeUndefined()
  })

  it('is a uuid again from its digits alone', () => {
    expect(uuidOfHex('0190a1b2c3d47abc8def0123456789ab')).toBe('0190a1b2-c3d4-7abc-8def-0123456789ab')
  })

  it('keeps the order of uuids', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(encodeId('run', a) < encodeId('run', b)).toBe(a < b)
      }),
    )
  })
})
