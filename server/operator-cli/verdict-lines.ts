import type { PushOutcome, Verdict } from '#contract'

import { catalogued } from './stopped'

/** Why a row without a code is not one of ours, and what becomes of it. */
const WORDS: Readonly<Record<Exclude<Verdict['verdict'], 'rejected'>, string>> = {
  accepted: 'accepted; our figure in milligrams is another than yours',
  duplicate: 'this ride is here already, word for word',
  conflict:
    'same ride and revision, other content: the first one stays; send a higher revision if this one is right',
  unmatched: 'nobody who consented owns this instrument; the row was only counted',
  tested: 'right; its scene is in its test or connection, so nothing was kept',
}

/**
 * The verdicts of one push that say more than accepted, as JSON lines: where the row stands in the file, and why. `firstLine` is the
 * line of the file the push begins with.
 */
export const verdictLines = (pushId: string, firstLine: number, outcome: PushOutcome): string =>
  outcome.verdicts
    .filter(({ verdict, differs }) => verdict !== 'accepted' || differs !== undefined)
    .map(({ line, ...told }) => `${JSON.stringify(toldOf(pushId, firstLine + line - 1, told))}\n`)
    .join('')

const toldOf = (pushId: string, line: number, { verdict, code, field, differs }: Omit<Verdict, 'line'>) => {
  const entry = code === undefined ? undefined : catalogued(code)
  const reason = entry?.en ?? (verdict === 'rejected' ? undefined : WORDS[verdict])
  return {
    line,
    verdict,
    ...(code === undefined ? {} : { code }),
    ...(field === undefined ? {} : { field }),
    ...(reason === undefined ? {} : { reason }),
    ...(entry === undefined ? {} : { reasonZh: entry.zh, next: entry.nextEn }),
    ...(differs === undefined ? {} : { ourMilligrams: differs }),
    pushId,
  }
}
