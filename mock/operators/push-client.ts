import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { OperatorRun, OperatorRunList, Problem, PushOutcome, RideRow, RunReportRequest } from '#contract'
import { signedHeaders, signingMoment, type OperatorKey, type UnsignedRequest } from './signed-request'

/** What the platform answered: its resource, or its refusal with the HTTP status. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly problem: Problem }

export interface OperatorClient {
  readonly operatorId: string
  /** Pushes rows (or lines as they stand) under this id; a retry carries the same id, newly signed. */
  push(pushId: string, rows: readonly (RideRow | string)[]): Promise<Answer<PushOutcome>>
  /** The verdicts of an earlier push. */
  outcome(pushId: string): Promise<Answer<PushOutcome>>
  runs(state?: OperatorRun['state']): Promise<Answer<OperatorRunList>>
  /** Signs the day's total of one run. */
  report(runId: string, total: RunReportRequest): Promise<Answer<OperatorRun>>
}

export interface OperatorClientOptions {
  readonly baseUrl: string
  readonly key: OperatorKey
  /** How often a request is sent before the client gives up; left out: 6. */
  readonly tries?: number
  /** The clock of the operator's machine; left out: the real one. */
  readonly now?: () => Date
}

/** The machine of one operator. Throws only when the platform stays out of reach; everything it answers is a value. */
export const createOperatorClient = ({
  baseUrl,
  key,
  tries = 6,
  now = () => new Date(),
}: OperatorClientOptions): OperatorClient => {
  const root = `${baseUrl}/v1/operators/${key.operatorId}`
  const ask = <T>(request: UnsignedRequest): Promise<Answer<T>> =>
    askUntilAnswered(request, { key, tries, now })
  return {
    operatorId: key.operatorId,
    push: (pushId, rows) =>
      ask({
        method: 'POST',
        url: `${root}/pushes/${encodeURIComponent(pushId)}`,
        body: gzipSync(
          rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''),
        ),
        contentType: 'application/x-ndjson; charset=utf-8',
        contentEncoding: 'gzip',
      }),
    outcome: (pushId) => ask({ method: 'GET', url: `${root}/pushes/${encodeURIComponent(pushId)}` }),
    runs: (state) =>
      ask({ method: 'GET', url: `${root}/runs${state === undefined ? '' : `?state=${state}`}` }),
    report: (runId, total) =>
      ask({
        method: 'POST',
        url: `${root}/runs/${runId}/report`,
        body: Buffer.from(JSON.stringify(total)),
        contentType: 'application/json',
      }),
  }
}

const BACKOFF_MILLISECONDS = 200
const BACKOFF_MILLISECONDS_MAX = 5_000
const ANSWER_MILLISECONDS_MAX = 120_000

/** Sends until there is an answer: no connection, 429 and 5xx are tried again, each time newly signed, as a nonce works once. */
const askUntilAnswered = async <T>(
  request: UnsignedRequest,
  { key, tries, now }: Required<Omit<OperatorClientOptions, 'baseUrl'>>,
): Promise<Answer<T>> => {
  for (let turn = 1; ; turn++) {
    try {
      const answer = await askOnce<T>(request, key, now())
      if (answer.ok || !isPassing(answer.status) || turn >= tries) return answer
    } catch (error) {
      if (turn >= tries)
        throw new Error(`${request.method} ${request.url} got no answer in ${tries} tries`, { cause: error })
    }
    await wait(Math.min(BACKOFF_MILLISECONDS_MAX, BACKOFF_MILLISECONDS * 2 ** (turn - 1)))
  }
}

const isPassing = (status: number): boolean => status === 429 || status >= 500

const askOnce = async <T>(request: UnsignedRequest, key: OperatorKey, now: Date): Promise<Answer<T>> => {
  const response = await fetch(request.url, {
    method: request.method,
    headers: signedHeaders(request, key, signingMoment(now)),
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX),
    ...(request.body ? { body: new Uint8Array(request.body) } : {}),
  })
  const body: unknown = await response.json()
  return response.ok
    ? { ok: true, value: body as T }
    : { ok: false, status: response.status, problem: body as Problem }
}
