export const PICTURE_BYTES_MAX = 256 * 1024

export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]

/** What a file of each kind begins with, and at which byte. */
const SIGNS: Readonly<Record<PictureType, readonly (readonly [at: number, bytes: readonly number[]])[]>> = {
  'image/png': [[0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]]],
  'image/jpeg': [[0, [0xff, 0xd8, 0xff]]],
  'image/webp': [
    [0, [0x52, 0x49, 0x46, 0x46]],
    [8, [0x57, 0x45, 0x42, 0x50]],
  ],
}

/** The kind its first bytes say; a name on the outside proves nothing. Undefined for what is no picture we show. */
export const pictureTypeOf = (bytes: Uint8Array): PictureType | undefined =>
  PICTURE_TYPES.find((type) =>
    SIGNS[type].every(([at, sign]) => sign.every((byte, index) => bytes[at + index] === byte)),
  )
