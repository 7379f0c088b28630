import { SILENT_TIMEOUT_MS, type CityLink } from './city'
import type { FeelKind, HostPort, HostRefusal, HostResult } from './port'
import { field, textField } from './read'
import { answered, DONE, refused } from './result'
import { tonePlayer } from './tone'
import { callNow, callVendor, functionOf, type VendorGlobal } from './vendor'

type RefusalOf = (error: unknown) => HostRefusal

/** A short one for yes, a stronger for not yet, a long one for no. Only WeChat hears how strong a short one should be. */
const VIBRATIONS: Readonly<Record<FeelKind, { readonly name: string; readonly options?: object }>> = {
  done: { name: 'vibrateShort', options: { type: 'medium' } },
  wait: { name: 'vibrateShort', options: { type: 'heavy' } },
  refused: { name: 'vibrateLong' },
}

export function miniFeel(vendor: VendorGlobal, refusalOf: RefusalOf): HostPort['feel'] {
  return {
    async vibrate(kind) {
      const call = { ...VIBRATIONS[kind], read: () => true }
      const result = await callVendor(vendor, call, { refusalOf, timeoutMs: SILENT_TIMEOUT_MS })
      return result.ok ? DONE : result
    },
    sound: tonePlayer(() => callNow(vendor, 'createWebAudioContext')),
  }
}

/** The vendor's own source where it has one (WeChat since 2.15.0), else that of the city super-app around. */
export async function miniRandom(
  vendor: VendorGlobal,
  link: CityLink,
  refusalOf: RefusalOf,
  bytes: number,
): Promise<HostResult<Uint8Array>> {
  if (!functionOf(vendor, 'getRandomValues')) return cityRandom(link, bytes)
  const read = (answer: unknown) => ofLength(bytesOf(field(answer, 'randomValues')), bytes)
  const call = { name: 'getRandomValues', options: { length: bytes }, read }
  return callVendor(vendor, call, { refusalOf, timeoutMs: SILENT_TIMEOUT_MS })
}

async function cityRandom(link: CityLink, bytes: number): Promise<HostResult<Uint8Array>> {
  if (!link.has('getRandom')) return refused('unsupported')
  const result = await link.ask('getRandom', { bytes })
  if (!result.ok) return result
  const pairs = textField(result.value, 'hex')?.match(/[0-9a-f]{2}/g) ?? []
  const value = ofLength(
    Uint8Array.from(pairs, (pair) => parseInt(pair, 16)),
    bytes,
  )
  return value === undefined ? refused('unsupported') : answered(value)
}

function bytesOf(value: unknown): Uint8Array | undefined {
  // A buffer of another thread is no instance of ours.
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]'
    ? new Uint8Array(value as ArrayBuffer)
    : undefined
}

/** Fewer bytes than asked for would make a key that can be guessed. */
const ofLength = (value: Uint8Array | undefined, bytes: number) =>
  value?.length === bytes ? value : undefined
