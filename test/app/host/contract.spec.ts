/** One contract for every adapter: what a host grants, refuses, garbles or never answers comes out alike. */
import type { HostPort, HostResult } from '../../../src/host/port'
import { WORLDS, type Ability } from './worlds'

const ASK: Record<Ability, (host: HostPort) => Promise<HostResult<unknown>>> = {
  ticket: (host) => host.identity.ticket(),
  cityCode: (host) => host.identity.cityCode(),
  cards: (host) => host.cards(),
  scan: (host) => host.scan(),
  share: (host) => host.share({ title: '随碳', path: '/pages/resident/home' }),
  location: (host) => host.location(),
  notify: (host) => host.notify.subscribe(['tpl-1', 'tpl-2']),
  file: (host) => host.handOver({ name: 'suitan.json', content: '{}' }),
  binaryFile: (host) => host.handOver({ name: 'suitan.xlsx', content: Uint8Array.of(1) }),
}

/** What each host of the test grants; what becomes of a file differs from vendor to vendor. */
const GRANTED: Record<Exclude<Ability, 'file' | 'binaryFile'>, unknown> = {
  ticket: 'ticket-1',
  cityCode: 'city-code-1',
  cards: 'header.payload.signature',
  scan: 'scanned-1',
  share: undefined,
  location: { latitude: 31.2304, longitude: 121.4737 },
  notify: ['tpl-1'],
}

describe.each(WORLDS)('$name', (world) => {
  describe.each(world.abilities)('%s', (ability) => {
    const ask = ASK[ability]

    it('hands over what the host grants', async () => {
      const host = world.host('yes')
      expect(host.can(ability)).toBe(true)
      const value = ability === 'file' || ability === 'binaryFile' ? world.fileBecomes : GRANTED[ability]
      expect(await ask(host)).toEqual({ ok: true, value })
    })

    it.each(world.refusals)('passes on the refusal %s', async (refusal) => {
      expect(await ask(world.host(refusal))).toEqual({ ok: false, refusal })
    })

    it('answers with a value even when the host throws', async () => {
      expect(await ask(world.host('throws'))).toMatchObject({ ok: false })
    })

    it('gives up on a silent host', async () => {
      jest.useFakeTimers()
      const asked = ask(world.host('silent'))
      await jest.advanceTimersByTimeAsync(120_000)
      expect(await asked).toEqual({ ok: false, refusal: 'timeout' })
      jest.useRealTimers()
    })
  })

  // A share and a file have no answer to read, and WeChat's consents are whatever fields there are.
  const answered = world.abilities.filter(
    (ability) => !['share', 'notify', 'file', 'binaryFile'].includes(ability),
  )
  it.each(answered)('does not take something else for an answer to %s', async (ability) => {
    expect(await ASK[ability](world.host('garbled'))).toEqual({ ok: false, refusal: 'unsupported' })
  })

  it('says beforehand what it cannot do', () => {
    const host = world.host('unsupported')
    expect(world.abilities.filter((ability) => host.can(ability))).toEqual([])
  })
})
