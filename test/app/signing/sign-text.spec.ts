/** @jest-environment node */
import { createPublicKey, randomBytes, verify } from 'node:crypto'
import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { buildSync } from 'esbuild'
import fc from 'fast-check'
import { isKey, signText } from '../../../src/stores/signing'
import { fromBase64url, toBase64url } from '../../../src/stores/base64url'
import { utf8Bytes } from '../../../src/stores/signing/utf8'
import { privateKeyOf } from '../staff/members'

const verifies = (seed: Buffer, text: string, signature: string | undefined): boolean =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey(privateKeyOf(seed)),
    Buffer.from(signature ?? '', 'base64url'),
  )

const TEXT = '随碳 Suitan: sign in as staff\nstaff: centre-zhang\nnonce: 𝒩ö'

describe('a signature made at the desk', () => {
  it('verifies with an implementation that is not ours, whatever the key and text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.string({ unit: 'grapheme' }),
        (key, text) => {
          const seed = Buffer.from(key)
          expect(verifies(seed, text, signText(seed.toString('base64url'), text))).toBe(true)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('does not verify for another text or another key', () => {
    const seed = randomBytes(32)
    const signature = signText(seed.toString('base64url'), TEXT)
    expect(verifies(seed, `${TEXT}!`, signature)).toBe(false)
    expect(verifies(randomBytes(32), TEXT, signature)).toBe(false)
  })

  it('is made where there is nothing but ECMAScript: no TextEncoder, no crypto, no Buffer', () => {
    const entry = path.resolve(__dirname, '../../../src/stores/signing/sign-text.ts')
    const bundle = buildSync({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'signing',
      platform: 'browser',
    })
    const realm = createContext({}, { codeGeneration: { strings: false, wasm: false } })
    runInContext(bundle.outputFiles[0]?.text ?? '', realm)
    expect(runInContext('typeof TextEncoder + typeof crypto + typeof Buffer', realm)).toBe(
      'undefined'.repeat(3),
    )
    const seed = randomBytes(32)
    const call = `signing.signText(${JSON.stringify(seed.toString('base64url'))}, ${JSON.stringify(TEXT)})`
    expect(verifies(seed, TEXT, runInContext(call, realm) as string)).toBe(true)
  })
})

describe('a key', () => {
  it('is 32 bytes in base64url, with space around it allowed', () => {
    const key = randomBytes(32).toString('base64url')
    expect(isKey(key)).toBe(true)
    expect(isKey(`  ${key}\n`)).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['a word', 'password'],
    ['31 bytes', Buffer.alloc(31).toString('base64url')],
    ['64 bytes', Buffer.alloc(64).toString('base64url')],
    ['standard base64', Buffer.alloc(32, 255).toString('base64')],
    ['bits that stand for nothing', `${'A'.repeat(42)}B`],
  ])('is not %s', (_what, text) => {
    expect(isKey(text)).toBe(false)
    expect(signText(text, TEXT)).toBeUndefined()
  })
})

describe('bytes and texts', () => {
  it('agree with Node on UTF-8, lone surrogates too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Buffer.from(utf8Bytes(text))).toEqual(Buffer.from(text))
      }),
    )
    expect(Buffer.from(utf8Bytes('a\ud800b'))).toEqual(Buffer.from('a\ufffdb'))
  })

  it('agree with Node on base64url, there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(Buffer.from(fromBase64url(text) ?? [])).toEqual(Buffer.from(bytes))
      }),
    )
  })
})
