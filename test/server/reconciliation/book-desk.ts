import { gzipSync } from 'node:zlib'

import type { BookBreakPage, BookRow, Reconciliation, RideRow } from '#contract'
import { intakeRoutes } from '#server/intake/index'
import { reconciliationRoutes } from '#server/reconciliation/index'
import {
  signedHeaders,
  startTestPlatform,
  testClock,
  type OperatorSigner,
  type TestPlatform,
} from '#test/harness/index'

import { buildIntakeCity, CITY_NOW, DAY, push, type IntakeCity } from '../intake/intake-city'

export interface BookAnswer {
  readonly status: number
  readonly body: Reconciliation & { code?: string; where?: string }
}

export interface SendOptions {
  readonly id?: string
  readonly query?: string
  readonly signer?: OperatorSigner
  readonly operatorId?: string
  /** What is really sent, where it differs from what is signed. */
  readonly sent?: (signed: Buffer) => Buffer
}

/** An operator's desk: it pushes rides and sends, reads and downloads reconciliations over real HTTP. */
export interface BookDesk {
  readonly platform: TestPlatform
  readonly city: IntakeCity
  pushes: (rows: readonly RideRow[]) => ReturnType<typeof push>
  sends: (rows: readonly (BookRow | string)[] | Buffer, options?: SendOptions) => Promise<BookAnswer>
  reads: (path: string, as?: { signer: OperatorSigner; operatorId: string }) => Promise<Response>
  breaksOf: (id: string, query?: string) => Promise<BookBreakPage>
}

let books = 0

export async function openBookDesk(): Promise<BookDesk> {
  const clock = testClock(CITY_NOW)
  const platform = await startTestPlatform({ contexts: [intakeRoutes, reconciliationRoutes], clock })
  const city = await buildIntakeCity(platform.deps)
  const created = (): number => Math.floor(clock.now().getTime() / 1000)
  const reads: BookDesk['reads'] = (path, as = { signer: city.card, operatorId: 'sptcc' }) => {
    const target = `/v1/operators/${as.operatorId}/reconciliations/${path}`
    const headers = signedHeaders(as.signer, { method: 'GET', target, created: created() })
    return fetch(platform.url + target, { headers })
  }
  return {
    platform,
    city,
    reads,
    pushes: (rows) => push(platform.url, city.card, rows, { gzip: true, signed: { created: created() } }),
    async sends(
      rows,
      { id, query = `?operatorDay=${DAY}`, signer = city.card, operatorId = 'sptcc', sent } = {},
    ) {
      books += 1
      const target = `/v1/operators/${operatorId}/reconciliations/${id ?? `book-${books}`}${query}`
      const body = gzipSync(Buffer.isBuffer(rows) ? rows : ndjson(rows))
      const request = { method: 'POST', target, body, created: created() }
      const headers = signedHeaders(signer, {
        ...request,
        contentType: 'application/x-ndjson',
        contentEncoding: 'gzip',
      })
      const response = await fetch(platform.url + target, {
        method: 'POST',
        headers,
        body: new Uint8Array(sent?.(body) ?? body),
      })
      return { status: response.status, body: (await response.json()) as BookAnswer['body'] }
    },
    breaksOf: async (id, query = '') => (await (await reads(`${id}/breaks${query}`)).json()) as BookBreakPage,
  }
}

const ndjson = (rows: readonly (BookRow | string)[]): string =>
  rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')

/** A pushed row as its operator's book tells it. */
export function bookRow(row: RideRow, bend: Partial<BookRow> = {}): BookRow {
  const { rideNo, revision, scene, status, distanceMeters, operatorMilligrams } = row
  return {
    rideNo,
    scene,
    status,
    ...(revision === undefined ? {} : { revision }),
    ...(distanceMeters === undefined ? {} : { distanceMeters }),
    ...(operatorMilligrams === undefined ? {} : { operatorMilligrams }),
    ...bend,
  }
}
