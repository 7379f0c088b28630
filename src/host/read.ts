import type { HostLocation, HostUi } from './port'

/** A field of something a host handed over; undefined when there is none. */
export function field(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined
}

/** A field that must be a non-empty text. */
export function textField(from: unknown, name: string): string | undefined {
  const value = field(from, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function readLocation(from: unknown): HostLocation | undefined {
  const latitude = Number(field(from, 'latitude'))
  const longitude = Number(field(from, 'longitude'))
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? { latitude, longitude } : undefined
}

/** The parts of a host's look that it told; what it left out stays as it was. */
export function readUi(from: unknown): Partial<HostUi> {
  const theme = field(from, 'theme')
  const isElder = field(from, 'elder')
  const fontScale = field(from, 'fontScale')
  const locale = field(from, 'locale')
  return {
    ...(theme === 'dark' || theme === 'light' ? { theme } : {}),
    ...(typeof isElder === 'boolean' ? { isElder } : {}),
    ...(typeof fontScale === 'number' ? { fontScale: withinReason(fontScale) } : {}),
    ...(typeof locale === 'string' ? { locale: readLocale(locale) } : {}),
  }
}

/** Hosts spell it zh_CN, zh-Hans, en-US …; the module speaks two languages. */
export function readLocale(spelled: unknown): HostUi['locale'] {
  return typeof spelled === 'string' && /^en/i.test(spelled) ? 'en' : 'zh-CN'
}

/** Beyond twice its size text no longer fits a phone; a host that says so is mistaken. */
export function withinReason(fontScale: number): number {
  return Number.isFinite(fontScale) ? Math.min(2, Math.max(0.8, fontScale)) : 1
}

/** A buffer of exactly these bytes, which is what a mini-program's host sends; undefined for what is none. */
export function bufferOf(body: unknown): ArrayBuffer | undefined {
  if (!ArrayBuffer.isView(body)) return undefined
  return body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength) as ArrayBuffer
}
