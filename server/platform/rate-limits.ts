import type { FastifyRequest } from 'fastify'

import { principalKey } from './principal'

/** Counted for each of these, in this process: of two processes a caller may have twice the figure, which is meant for floods only. */
const RECENT_CALLERS = 50_000

/** By who asks, whatever the address: a carrier shows thousands of people as one. An address only where nobody is signed in. */
const byCaller = ({ principal, ip }: FastifyRequest): string =>
  principal === null ? ip : principalKey(principal)

/** By the company that acts, however many members or keys it has. */
const byInstitution = ({ principal, ip }: FastifyRequest): string =>
  principal !== null && 'institutionId' in principal ? principal.institutionId : ip

const SHARED = { timeWindow: '1 minute', cache: RECENT_CALLERS, keyGenerator: byCaller }

/**
 * How often one caller may ask, for routes that cost more than they look: past it they answer `request.too-many` with Retry-After. Our own
 * figures, each far above what its page or till does by itself. What guesses is limited apart, by its wrong guesses.
 */
export const RATE_LIMITS = {
  /** Every sign-in names a ticket that is long and good once; only a flood is stopped, and a carrier is one address. */
  signIns: { ...SHARED, max: 3_000 },
  /** Guessing is hopeless against a signature; the limit keeps the table of challenges small. */
  keySignIns: { ...SHARED, max: 60 },
  /** A mandate is checked by its signature and an invitation has 128 bits; the limit only stops a flood. */
  memberships: { ...SHARED, max: 120 },
  /** A record is written over days; the limit only keeps a script from filling the desk. */
  proposals: { ...SHARED, max: 60 },
  /** An export reads all there is about her: a handful in an hour. */
  exports: { ...SHARED, max: 10, timeWindow: '1 hour' },
  /** Her page asks for a code once a minute, and at each screenshot; each is a row, and makes a guess at a till likelier to hit. */
  voucherCodes: { ...SHARED, max: 60 },
  /** A form is signed once for a day; whoever looks through all her vouchers asks for some at once. */
  offlineForms: { ...SHARED, max: 60 },
  /** A code a partner shows is read, then answered: a few requests an order. Wrong codes are counted apart. */
  approvals: { ...SHARED, max: 60 },
  /** A search reads and writes into the log; whoever looks things up by hand needs a few a minute. */
  searches: { ...SHARED, max: 60 },
  /** Anybody may write, and each is read by a person: an address may stand for a street, not for a flood. */
  fraudReports: { ...SHARED, max: 20, timeWindow: '1 hour' },
  /** Fifteen digits are not guessed; the limit keeps it so. */
  fraudProgress: { ...SHARED, max: 30 },
  /** Eight characters are not guessed; whoever stands before a poster types a few times. */
  groupCodes: { ...SHARED, max: 30 },
  /** A school opens a group for each of its houses in one sitting, and no script needs more. */
  groupOpenings: { ...SHARED, max: 60 },
  /** A till synchronises every ten minutes and whenever its network is back; each snapshot reads its shop's goods and is kept. */
  tillSnapshots: { ...SHARED, max: 20 },
  /** Four hundred tills, each with a guest every twenty seconds; each order is a row and a code somebody could guess. */
  partnerAsks: { ...SHARED, max: 1_200, keyGenerator: byInstitution },
  /** 256 kB each and kept for good: so many goods nobody lists in an hour. */
  pictureUploads: { ...SHARED, max: 120, timeWindow: '1 hour', keyGenerator: byInstitution },
  /** A shelf has a hundred pictures, which phones keep; behind one address of a carrier stand many phones. */
  pictureReads: { ...SHARED, max: 6_000 },
  /** Each looks through the projects of a city; a page asks once a word that is searched, and a carrier is one address. */
  registerReads: { ...SHARED, max: 3_000 },
  /** A counter reads a few statements an hour; twelve digits that live ten minutes are guessed by nobody at this pace. */
  creditReadings: { ...SHARED, max: 30 },
  /** She makes a statement now and then; each is signed and kept. */
  creditStatements: { ...SHARED, max: 60 },
} as const
