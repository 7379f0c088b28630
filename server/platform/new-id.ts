import { randomBytes } from 'node:crypto'

import { uuidOfHex } from '#domain/id'

import { type Clock } from './clock'

/**
 * A new uuid of version 7 (RFC 9562, section 5.7): ids made one after the other lie side by side in an index, and they
 * are made outside the database so that the same statements run on a distributed one.
 */
export function newId(clock: Clock): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(clock.now().getTime(), 0, 6)
  bytes[6] = 0x70 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  return uuidOfHex(bytes.toString('hex'))
}
