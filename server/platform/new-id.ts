import { randomUUID } from 'node:crypto'

import { type Clock } from './clock'

/**
 * A new uuid of version 7 (RFC 9562, section 5.7): ids made one after the other lie side by side in an index, and they
 * are made outside the database so that the same statements run on a distributed one. The random part is that of a version 4 uuid,
 * whose entropy Node draws for many at a time.
 */
export function newId(clock: Clock): string {
  const time = clock.now().getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
