/** What a signed form says: which voucher of which goods, what it is worth, and from when until when it may be taken. */
export interface OfflineForm {
  /** uuid */
  readonly voucherId: string
  /** uuid */
  readonly goodsId: string
  readonly payableFen: number
  readonly signedAt: Date
  readonly until: Date
}

const VERSION = 1
const FORM_BYTES = 45
const SIGNATURE_BYTES = 64

/** A form lives a day: what it says may be wrong by then. Our own figure. */
export const OFFLINE_FORM_HOURS = 24

/** After a form has ended tills have this long to tell that they took it. Our own figure. */
export const FORM_TELLING_HOURS = 24

/** By when tills have told what they took of forms that end at `offlineUntil`. */
export const formToldBy = (offlineUntil: Date): Date =>
  new Date(offlineUntil.getTime() + FORM_TELLING_HOURS * 3_600_000)

/** Whether a till may have taken a form of this voucher and not told it yet; `offlineUntil`: when the last form of it ends, null without one. */
export const isFormOut = (offlineUntil: Date | null, now: Date): boolean =>
  offlineUntil !== null && formToldBy(offlineUntil) > now

/** The bytes that are signed with Ed25519: version, voucher, goods (16 each), fen, signed at, until (big-endian 32 bits, unix seconds). */
export const writeOfflineForm = (form: OfflineForm): Uint8Array => {
  const bytes = new Uint8Array(FORM_BYTES)
  const view = new DataView(bytes.buffer)
  bytes[0] = VERSION
  bytes.set(uuidBytes(form.voucherId), 1)
  bytes.set(uuidBytes(form.goodsId), 17)
  view.setUint32(33, form.payableFen)
  view.setUint32(37, Math.floor(form.signedAt.getTime() / 1000))
  view.setUint32(41, Math.floor(form.until.getTime() / 1000))
  return bytes
}

/** Splits a form and its signature; undefined for anything that is not a form of this version. Whether it is signed is not said. */
export const readOfflineForm = (
  bytes: Uint8Array,
):
  { readonly form: OfflineForm; readonly signed: Uint8Array; readonly signature: Uint8Array } | undefined => {
  if (bytes.length !== FORM_BYTES + SIGNATURE_BYTES || bytes[0] !== VERSION) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return {
    form: {
      voucherId: uuidText(bytes.slice(1, 17)),
      goodsId: uuidText(bytes.slice(17, 33)),
      payableFen: view.getUint32(33),
      signedAt: new Date(view.getUint32(37) * 1000),
      until: new Date(view.getUint32(41) * 1000),
    },
    signed: bytes.slice(0, FORM_BYTES),
    signature: bytes.slice(FORM_BYTES),
  }
}

const uuidBytes = (uuid: string): Uint8Array =>
  Uint8Array.from(uuid.replace(/-/g, '').match(/../g) ?? [], (byte) => parseInt(byte, 16))

const uuidText = (bytes: Uint8Array): string =>
  [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
