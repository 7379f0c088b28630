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
  /** Notes whose row it is: of a scene the city knows. */
  ofScene: (line: number, sceneId: string) => void
  verdictOf: (line: number) => VerdictName
  /** All lines by scene, verdict and reason. */
  tally: () => TallyLine[]
  /** Rejected lines in order. */
  faults: () => [line: number, fault: RowFault][]
  outcome: (push: Pick<PushOutcome, 'pushId' | 'operatorId' | 'receivedAt'>) => CountedOutcome
}

/** How many lines of one scene got one verdict for one reason; of right ones, how many figures differ. */
export interface TallyLine {
  readonly sceneId: string | null
  readonly verdict: VerdictName
  readonly code: string | null
  readonly rows: number
  readonly breaks: number
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
  const sceneNos = new Uint8Array(linesMax + 1)
  const scenes: (string | null)[] = [null]
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
    ofScene(line, sceneId) {
      const known = scenes.indexOf(sceneId)
      sceneNos[line] = known < 0 ? scenes.push(sceneId) - 1 : known
    },
    verdictOf,
    tally() {
      const counted = new Map<string, { -readonly [field in keyof TallyLine]: TallyLine[field] }>()
      for (let line = 1; line <= lines; line += 1) {
        const verdict = verdictOf(line)
        const code = verdict === 'rejected' ? (faults.get(line)?.code ?? null) : null
        const sceneId = scenes[sceneNos[line] ?? 0] ?? null
        const key = `${sceneId} ${verdict} ${code}`
        const count = counted.get(key) ?? { sceneId, verdict, code, rows: 0, breaks: 0 }
        counted.set(key, count)
        count.rows += 1
        if (isRight(verdict) && ownFigures.has(line)) count.breaks += 1
      }
      return [...counted.values()]
    },
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
