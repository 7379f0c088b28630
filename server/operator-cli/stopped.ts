import { REFUSALS, type Problem } from '#contract'

/** What the command ends with, for the scripts around it; the operators' guide lists them. */
export const EXIT_CODES = {
  /** Done, and nothing is left to mend. */
  done: 0,
  /** The platform refused the whole request. */
  refused: 1,
  /** The command itself cannot be done as it was given: an option, a file, a key. */
  unusable: 2,
  /** Done, and something is to be mended: rows were refused, or the books differ. */
  toMend: 3,
  /** The platform was out of reach; the same command again goes on where this one stopped. */
  outOfReach: 4,
} as const
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]

/** Why a command stops: a code, what is wrong, where, and what to do next. */
export interface Reason {
  readonly code: string
  readonly what: string
  /** The platform's own words in Chinese. */
  readonly zh?: string | undefined
  readonly where?: string | undefined
  readonly next: string
  readonly requestId?: string | undefined
}

/** Ends a command early; whoever runs it prints the reason and exits with the code. */
export class Stopped extends Error {
  constructor(
    readonly reason: Reason,
    readonly exitCode: ExitCode = EXIT_CODES.unusable,
  ) {
    super(`${reason.code}: ${reason.what}`)
    this.name = 'Stopped'
  }
}

/** The platform's refusal, in its own words in both languages. */
export const refusedBy = ({ code, message, messageEn, nextEn, where, requestId }: Problem): Stopped =>
  new Stopped(
    {
      ...{ code, what: messageEn, where, next: nextEn },
      zh: message === '' ? undefined : message,
      requestId: requestId === '' ? undefined : requestId,
    },
    EXIT_CODES.refused,
  )

/** A reason as lines for a terminal or a log. */
export const reasonLines = ({ code, what, zh, where, next, requestId }: Reason): string[] => [
  `${code}: ${what}`,
  ...(zh === undefined ? [] : [`  ${zh}`]),
  ...(where === undefined ? [] : [`  where:   ${where}`]),
  `  next:    ${next}`,
  ...(requestId === undefined ? [] : [`  request: ${requestId}`]),
]

/** What the catalogue says of a code; undefined for one this version does not know. */
export const catalogued = (code: string): (typeof REFUSALS)[keyof typeof REFUSALS] | undefined =>
  Object.hasOwn(REFUSALS, code) ? REFUSALS[code as keyof typeof REFUSALS] : undefined
