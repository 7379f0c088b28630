/** Ids: uuids inside, readable prefixed base 32 on the wire. */
export { decodeId, encodeId, type Id, type IdPrefix } from './id'
