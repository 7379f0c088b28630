/** Ids: uuids inside, readable prefixed base 32 on the wire. */
export { decodeId, encodeId, uuidOfHex, type Id, type IdPrefix } from './id'
