import { gzipSync } from 'node:zlib'
import type { OperatorRun, OperatorRunList, PushOutcome, RideRow, RunReportRequest } from '#contract'
import { sendSigned, type Answer } from './send-signed'
import type { OperatorKey, UnsignedRequest } from './signed-request'

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
  const ask = <T>(request: UnsignedRequest): Promise<Answer<T>> => sendSigned(request, { key, tries, now })
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
