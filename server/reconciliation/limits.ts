import type { BodyLimits } from '#server/intake/index'

/** What one book may be: the whole city's day, about a gigabyte and a half of text. */
export const BOOK_LIMITS: BodyLimits = {
  rowsMax: 16_000_000,
  rowsRefused: 'request.too-large',
  lineBytesMax: 1_024,
  bodyBytesMax: 512 * 1024 * 1024,
  inflatedBytesMax: 4 * 1024 * 1024 * 1024,
  compressionRatioMax: 100,
  compressionRatioFreeBytes: 1024 * 1024,
  /** Shorter than the service's own limit of a request, so that it is answered and not cut off. */
  bodySecondsMax: 270,
  silenceSecondsMax: 10,
}

/** One book of an operator at a time; a second and a third wait unread. */
export const BOOK_GATE_LIMITS = { insideEachMax: 1, sharedMax: 0, waitingEachMax: 2 }

/** More breaks than anybody reads one by one; all are counted. */
export const BREAKS_LISTED_MAX = 100_000
