import { CONFIG_FIELDS, readConfig } from '#server/platform/index'

describe('the configuration', () => {
  it('has a documented default for every field', () => {
    expect(readConfig({})).toMatchObject({
      settlingAnchor: 'cityDayEnd',
      settlingSeconds: 172_800,
      clockAheadSeconds: 120,
      databaseUrl: null,
    })
    for (const { description } of CONFIG_FIELDS) expect(description).not.toBe('')
  })

  it('reads every variable in its own form', () => {
    const host = {
      ...{ hostId: 'suishenban', exchangeUrl: 'http://h/x', clientId: 'c', clientSecret: 's' },
      jwksUrl: 'http://h/jwks',
    }
    const config = readConfig({
      PORT: '0',
      SUITAN_DEMO: 'true',
      SUITAN_SETTLING_ANCHOR: 'receipt',
      SUITAN_SETTLING_SECONDS: '20',
      SUITAN_CLOCK_AHEAD_SECONDS: '3600',
      SUITAN_HOSTS: JSON.stringify([host]),
    })
    expect(config).toMatchObject({
      port: 0,
      isDemo: true,
      settlingAnchor: 'receipt',
      settlingSeconds: 20,
      clockAheadSeconds: 3_600,
      hosts: [host],
    })
  })

  it('names every wrong variable at once and repeats no value', () => {
    const read = (): unknown =>
      readConfig({ PORT: 'many', SUITAN_MASTER_KEY: 'topsecret', SUITAN_CRYPTO_SUITE: 'rot13' })
    expect(read).toThrow(/PORT.*SUITAN_MASTER_KEY.*SUITAN_CRYPTO_SUITE/)
    expect(read).not.toThrow(/topsecret/)
  })

  it.each([
    ['SUITAN_SETTLING_SECONDS', '-1'],
    ['SUITAN_SETTLING_SECONDS', '0'],
    ['SUITAN_SETTLING_SECONDS', '1.5'],
    ['SUITAN_CLOCK_AHEAD_SECONDS', '-1'],
    ['DATABASE_URL', 'mysql://x'],
    ['SUITAN_HOSTS', '[{"hostId":"a"}]'],
    ['SUITAN_PUBLIC_URL', 'https://example.org/path'],
  ])('refuses %s=%s', (variable, value) => {
    expect(() => readConfig({ [variable]: value })).toThrow(variable)
  })

  it.each([
    [
      'DATABASE_URL',
      'nonsense',
      'must be an address of the form postgres://user:password@host:port/database, or unset',
    ],
    ['SUITAN_MASTER_KEY', 'short', 'must be 64 digits of lower-case hex (32 bytes), or unset'],
    ['SUITAN_CRYPTO_SUITE', 'rot13', 'must be one of intl, gm'],
    ['SUITAN_LOG_LEVEL', 'loud', 'must be one of silent, error, warn, info, debug'],
    ['SUITAN_DEMO', 'yes', 'must be true or false, or unset'],
  ])('says what %s must be', (variable, value, sentence) => {
    expect(() => readConfig({ [variable]: value })).toThrow(`${variable} ${sentence}`)
  })
})
