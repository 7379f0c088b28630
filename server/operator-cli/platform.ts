import { setTimeout as wait } from 'node:timers/promises'

import type { Static, TSchema } from '@sinclair/typebox'

import { Problem } from '#contract'

import { exchange, type Body, type Exchanged } from './exchange'
import type { OperatorKey } from './operator-key'
import { parsedJson, readValue } from './read-value'
import type { Settings } from './settings'
import { signedHeaders } from './signed-headers'
import { EXIT_CODES, refusedBy, Stopped } from './stopped'

/** What the platform answered: its resource, or its refusal. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

export interface Asked {
  readonly method: 'GET' | 'POST'
  /** Below the operator's own address, with the query, percent-encoded. */
  readonly path: string
  readonly body?: Body
}

/** The platform as this operator reaches it. What does not pass by itself is a value; out of reach, it stops with `platform.out-of-reach`. */
export interface Platform {
  readonly ask: <T extends TSchema>(schema: T, asked: Asked) => Promise<Answer<Static<T>>>
  /** As `ask`, where a refusal is the end of the command. */
  readonly expect: <T extends TSchema>(schema: T, asked: Asked) => Promise<Static<T>>
  /** A file with the digest its headers name. */
  readonly download: (path: string) => Promise<{ readonly bytes: Buffer; readonly digest: string }>
}

const BACKOFF_MILLISECONDS = 1_000
const BACKOFF_MILLISECONDS_MAX = 60_000

/**
 * Sends signed requests until there is an answer: no connection, 408, 429 and 5xx are tried again, each time newly signed, after twice the
 * wait each time up to a minute, or what Retry-After says where that is longer.
 */
export const createPlatform = (
  settings: Settings,
  key: OperatorKey,
  tell: (line: string) => void,
): Platform => {
  const { url, operatorId, triesMax } = settings
  const send = async ({ method, path, body }: Asked): Promise<Exchanged> => {
    const target = new URL(`${url}/v1/operators/${operatorId}${path}`)
    for (let turn = 1; ; turn += 1) {
      const answer = await sendOnce(key, target, method, body)
      if (!(answer instanceof Error) && !isPassing(answer.status)) return answer
      const said = saidOf(answer)
      if (turn >= triesMax) throw outOfReach(target, said, triesMax)
      const milliseconds = waitAfter(turn, answer)
      tell(`no answer yet (${said}); trying again in ${Math.ceil(milliseconds / 1000)} s`)
      await wait(milliseconds)
    }
  }
  const ask: Platform['ask'] = async (schema, asked) => answerOf(schema, await send(asked))
  return {
    ask,
    async expect(schema, asked) {
      const answer = await ask(schema, asked)
      if (!answer.ok) throw refusedBy(answer.problem)
      return answer.value
    },
    async download(path) {
      const { status, headers, bytes } = await send({ method: 'GET', path })
      if (status === 200) return { bytes, digest: String(headers['content-digest'] ?? '') }
      throw refusedBy(problemOf(status, bytes))
    },
  }
}

const sendOnce = (
  key: OperatorKey,
  target: URL,
  method: Asked['method'],
  body: Body | undefined,
): Promise<Exchanged | Error> => {
  const headers = signedHeaders(key, {
    method,
    path: target.pathname,
    query: target.search,
    ...(body === undefined ? {} : { contentDigest: body.digest, contentType: body.type }),
    ...(body?.encoding === undefined ? {} : { contentEncoding: body.encoding }),
  })
  return exchange(target, method, headers, body).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  )
}

const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500

/** Where every address of a name refused the connection, the error has a code and no words. */
const saidOf = (answer: Exchanged | Error): string =>
  answer instanceof Error
    ? answer.message || String((answer as NodeJS.ErrnoException).code)
    : `${answer.status} ${problemOf(answer.status, answer.bytes).code}`

const waitAfter = (turn: number, answer: Exchanged | Error): number => {
  const asked = answer instanceof Error ? NaN : Number(answer.headers['retry-after'])
  const own = Math.min(BACKOFF_MILLISECONDS_MAX, BACKOFF_MILLISECONDS * 2 ** (turn - 1))
  return Number.isFinite(asked) ? Math.max(own, asked * 1000) : own
}

const outOfReach = (target: URL, said: string, tries: number): Stopped =>
  new Stopped(
    {
      code: 'platform.out-of-reach',
      what: `No answer in ${tries} tries; the last time: ${said}`,
      where: target.origin,
      next: 'Run the same command again; it goes on where it stopped',
    },
    EXIT_CODES.outOfReach,
  )

const answerOf = <T extends TSchema>(schema: T, { status, bytes }: Exchanged): Answer<Static<T>> => {
  if (status !== 200) return { ok: false, problem: problemOf(status, bytes) }
  const read = readValue(schema, parsedJson(bytes.toString('utf8')))
  if ('value' in read) return { ok: true, value: read.value }
  const next = 'Look whether --url is the platform, and whether there is a newer suitan-operator'
  throw new Stopped(
    { code: 'answer.unreadable', what: 'The answer is of another form', where: read.fault, next },
    EXIT_CODES.refused,
  )
}

/** A refusal of the platform, or of something in front of it that does not speak its words. */
const problemOf = (status: number, bytes: Buffer): Problem => {
  const read = readValue(Problem, parsedJson(bytes.toString('utf8')))
  if ('value' in read) return read.value
  return {
    code: `http.${status}`,
    message: '',
    messageEn: 'Something in front of the platform answered',
    next: '',
    nextEn: 'Look whether --url is the address the centre gave you',
    requestId: '',
  }
}
