import { createHmac, createPublicKey, verify } from 'node:crypto'

import { gmSuite } from '#server/platform/crypto/gm-suite'
import {
  canonicalJson,
  createCryptoModule,
  ed25519PrivateKey,
  ed25519PublicBytes,
  signSm2,
  sm2PublicBytes,
  verifyEd25519,
  verifySignature,
  verifySm2,
} from '#server/platform/crypto/index'
import { intlSuite } from '#server/platform/crypto/intl-suite'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const MASTER_KEY = Buffer.alloc(32, 7)

describe('the standards own examples', () => {
  it('Ed25519: RFC 8032, section 7.1, test 2', () => {
    const key = ed25519PrivateKey(hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'))
    const publicKey = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const signature = hex(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
    expect(ed25519PublicBytes(key)).toEqual(publicKey)
    expect(verifyEd25519(publicKey, hex('72'), signature)).toBe(true)
    expect(verifyEd25519(publicKey, hex('73'), signature)).toBe(false)
    expect(verifyEd25519(publicKey.subarray(1), hex('72'), signature)).toBe(false)
  })

  it('Ed25519: a key of small order, under which one signature stands for every text, verifies nothing', () => {
    const identity = Buffer.from(`01${'00'.repeat(31)}`, 'hex')
    const signature = Buffer.concat([identity, Buffer.alloc(32)])
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), identity]),
      ...{ format: 'der', type: 'spki' },
    })
    expect(verify(null, Buffer.from('any text'), key, signature)).toBe(true)
    expect(verifyEd25519(identity, Buffer.from('any text'), signature)).toBe(false)
  })

  it('SM3: GB/T 32905, appendix A', () => {
    expect(gmSuite.digest(Buffer.from('abc')).toString('hex')).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    )
    expect(gmSuite.digest(Buffer.from('abcd'.repeat(16))).toString('hex')).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    )
  })

  it('HMAC-SHA256: RFC 4231, test cases 2 and 6, the key shorter and longer than a block', () => {
    expect(intlSuite.mac(Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?'))).toEqual(
      hex('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'),
    )
    const text = Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First')
    expect(intlSuite.mac(Buffer.alloc(131, 0xaa), text)).toEqual(
      hex('60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'),
    )
  })

  it('HMAC of both suites: as OpenSSL makes it, whatever the lengths, and a key keeps its own', () => {
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    for (const [suite, algorithm] of [
      [intlSuite, 'sha256'],
      [gmSuite, 'sm3'],
    ] as const) {
      for (const key of [one, other, one, Buffer.alloc(0), Buffer.alloc(64, 3), Buffer.alloc(65, 4)]) {
        for (const bytes of [0, 1, 63, 64, 1_000].map((length) => Buffer.alloc(length, 5))) {
          expect(suite.mac(key, bytes)).toEqual(createHmac(algorithm, key).update(bytes).digest())
        }
      }
    }
  })

  it('a digest of a text is that of its UTF-8 bytes', () => {
    for (const suite of [intlSuite, gmSuite])
      expect(suite.digest('莘庄 é')).toEqual(suite.digest(Buffer.from('莘庄 é', 'utf8')))
  })

  it('SM2: GB/T 32918.5, appendix A.2', () => {
    const privateKey = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'
    const publicKey = hex(
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    )
    const signature = hex(
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    )
    const message = Buffer.from('message digest')
    expect(sm2PublicBytes(privateKey)).toEqual(publicKey)
    expect(verifySm2(publicKey, message, signature)).toBe(true)
    expect(verifySm2(publicKey, Buffer.from('message digesT'), signature)).toBe(false)
    expect(verifySm2(publicKey, message, signature, 'another user id')).toBe(false)
    expect(verifySm2(publicKey, message, signSm2(privateKey, message))).toBe(true)
    expect(verifySm2(Buffer.alloc(65, 4), message, signature)).toBe(false)
  })

  it('SM4-GCM: RFC 8998, appendix A.1', () => {
    const input = {
      key: hex('0123456789abcdeffedcba9876543210'),
      nonce: hex('00001234567800000000abcd'),
      associatedData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    }
    const plain = hex('aabbccddeeffeeaa'.replace(/../g, (pair) => pair.repeat(8)))
    const sealed = gmSuite.encrypt({ ...input, bytes: plain })
    expect(sealed.toString('hex')).toBe(
      '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d' +
        '83de3541e4c2b58177e065a9bf7b62ec',
    )
    expect(gmSuite.decrypt({ ...input, bytes: sealed })).toEqual(plain)
  })

  it('AES-256-GCM: the GCM specification, test case 16', () => {
    const input = {
      key: hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
      nonce: hex('cafebabefacedbaddecaf888'),
      associatedData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    }
    const plain = hex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    )
    const sealed = intlSuite.encrypt({ ...input, bytes: plain })
    expect(sealed.toString('hex')).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
        '76fc6ece0f4e1768cddf8853bb2d551b',
    )
  })

  it('HKDF-SHA256: RFC 5869, test case 3', () => {
    expect(intlSuite.deriveKey(Buffer.alloc(22, 0x0b), '', 42).toString('hex')).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    )
  })
})

describe.each(['intl', 'gm'] as const)('the crypto module with suite %s', (suite) => {
  const crypto = createCryptoModule(suite, MASTER_KEY)

  it('opens what it sealed, and nothing altered, moved or of another purpose', () => {
    const sealed = crypto.seal('instrument', '3104 7700 0000 1234', 'ins_1')
    expect(crypto.open('instrument', sealed, 'ins_1').toString()).toBe('3104 7700 0000 1234')
    expect(sealed.includes('3104')).toBe(false)
    const altered = Buffer.from(sealed)
    altered[20] = altered.readUInt8(20) ^ 1
    expect(() => crypto.open('instrument', altered, 'ins_1')).toThrow('altered')
    expect(() => crypto.open('instrument', sealed, 'ins_2')).toThrow('moved')
    expect(() => crypto.open('person', sealed, 'ins_1')).toThrow('another key')
    expect(() => crypto.open('instrument', sealed.subarray(0, 10), 'ins_1')).toThrow()
  })

  it('seals the same text differently each time, and also no text at all', () => {
    expect(crypto.seal('person', 'a', 'x')).not.toEqual(crypto.seal('person', 'a', 'x'))
    expect(crypto.open('person', crypto.seal('person', '', 'x'), 'x')).toHaveLength(0)
  })

  it('indexes equal texts equally under one key and purpose only', () => {
    const index = crypto.blindIndex('instrument', 'sptcc-card:3104')
    expect(index).toHaveLength(16)
    expect(createCryptoModule(suite, MASTER_KEY).blindIndex('instrument', 'sptcc-card:3104')).toEqual(index)
    expect(crypto.blindIndex('person', 'sptcc-card:3104')).not.toEqual(index)
    expect(
      createCryptoModule(suite, Buffer.alloc(32, 8)).blindIndex('instrument', 'sptcc-card:3104'),
    ).not.toEqual(index)
  })

  it('signs with its own algorithm and a key that is the same after every start', () => {
    const { algorithm, publicKey, sign } = crypto.signingKey('ledger')
    const signature = sign(Buffer.from('day root'))
    expect(verifySignature({ algorithm, key: publicKey }, Buffer.from('day root'), signature)).toBe(true)
    expect(verifySignature({ algorithm, key: publicKey }, Buffer.from('day rot'), signature)).toBe(false)
    expect(createCryptoModule(suite, MASTER_KEY).signingKey('ledger').publicKey).toEqual(publicKey)
  })
})

it('does not open with one suite what the other sealed', () => {
  const sealed = createCryptoModule('gm', MASTER_KEY).seal('person', 'a', 'x')
  expect(() => createCryptoModule('intl', MASTER_KEY).open('person', sealed, 'x')).toThrow(
    'another key or suite',
  )
})

it('refuses a master key that is not 32 bytes', () => {
  expect(() => createCryptoModule('intl', Buffer.alloc(16))).toThrow('32 bytes')
})

it('writes a JSON value one way only', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'ü' }], a: undefined, A: true })).toBe(
    '{"A":true,"b":[1,{"c":"ü","d":null}]}',
  )
  expect(() => canonicalJson({ a: () => 1 })).toThrow('no JSON form')
})
