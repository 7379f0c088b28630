import type { PushOutcome, Verdict } from '#contract'

import type { RowFault } from './parse-row'

export type VerdictName = Verdict['verdict']

/** The verdicts of one push, one for every line; lines are counted from 1. */
export interface Verdicts {
  /** Lines seen so far. */
  readonly lines: () => number
  /** Counts one more line and returns its number; its verdict is given later. */
  nextLine: () => number
  give: (line: number, verdict: Exclude<VerdictName, 'rejected'>) => void
  reject: (line: number, fault: RowFault) => void
  /** Notes our own figure where the operator's differs: told when the ride counts, or would. */
  differs: (line: number, reductionMilligrams: number) => void
  verdictOf: (line: number) => VerdictName
  /** Rejected lines in order. */
  faults: () => [line: number, fault: RowFault][]
  outcome: (push: Pick<PushOutcome, 'pushId' | 'operatorId' | 'receivedAt'>) => CountedOutcome
}

/** The answer as JSON, made once: what is stored is byte for byte what was answered. */
export interface CountedOutcome {
  readonly counts: PushOutcome['counts']
  readonly breaks: number
  readonly json: string
}

const NAMES = [
  'accepted',
  'duplicate',
  'conflict',
  'unmatched',
  'rejected',
  'tested',
] as const satisfies readonly VerdictName[]
const UNDECIDED = NAMES.length

/** Whose figure is compared with ours. */
const isRight = (verdict: VerdictName): boolean => verdict === 'accepted' || verdict === 'tested'

export function createVerdicts(linesMax: number): Verdicts {
  const given = new Uint8Array(linesMax + 1).fill(UNDECIDED)
  const faults = new Map<number, RowFault>()
  const ownFigures = new Map<number, number>()
  let lines = 0
  const verdictOf = (line: number): VerdictName => {
    const name = NAMES[given[line] ?? UNDECIDED]
    if (name === undefined) throw new Error(`Line ${line} of a push got no verdict.`)
    return name
  }
  const lineJson = (line: number): string => {
    const verdict = verdictOf(line)
    if (verdict === 'rejected') return JSON.stringify({ line, verdict, ...faults.get(line) })
    const own = isRight(verdict) ? ownFigures.get(line) : undefined
    return own === undefined
      ? `{"line":${line},"verdict":"${verdict}"}`
      : JSON.stringify({ line, verdict, differs: own })
  }
  return {
    lines: () => lines,
    nextLine: () => (lines += 1),
    give(line, verdict) {
      given[line] = NAMES.indexOf(verdict)
      // A transaction that is begun again judges its lines again.
      faults.delete(line)
    },
    reject(line, fault) {
      given[line] = NAMES.indexOf('rejected')
      faults.set(line, fault)
    },
    differs: (line, reductionMilligrams) => void ownFigures.set(line, reductionMilligrams),
    verdictOf,
    faults: () => [...faults].sort(([left], [right]) => left - right),
    outcome(push) {
      const counts = { accepted: 0, duplicate: 0, conflict: 0, unmatched: 0, rejected: 0, tested: 0 }
      const texts: string[] = []
      for (let line = 1; line <= lines; line += 1) {
        counts[verdictOf(line)] += 1
        texts.push(lineJson(line))
      }
      const breaks = [...ownFigures.keys()].filter((line) => isRight(verdictOf(line))).length
      const head = JSON.stringify({ ...push, rows: lines, counts, breaks })
      return { counts, breaks, json: `${head.slice(0, -1)},"verdicts":[${texts.join(',')}]}` }
    },
  }
}
