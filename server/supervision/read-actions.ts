import { refuse, type ActionChain, type LoggedActionList, type Refusal } from '#contract'
import { endOfCityDay, parseCityDay, startOfCityDay } from '#domain/calendar'
import { readActions, walkActions, type Dependencies, type KeptAction } from '#server/platform/index'

const A_PAGE = 20
/** Walked at once; longer stretches are asked for in parts, each of which begins where the one before ended. */
const WALKED_MAX = 10_000n

export interface ActionsQuery {
  readonly actor?: string
  readonly action?: string
  readonly subject?: string
  readonly from?: string
  readonly to?: string
  readonly cursor?: string
}

type Parts = Pick<Dependencies, 'sql'>

/** Kinds of actors whose own doings are theirs: of these the chain's links are shown, and nothing where something is looked for. */
const PRIVATE = ['resident', 'member', 'applicant']

/** What staff, administrators and jobs did, the newest first, 20 a page, each with its digest. Refuses request.invalid for a day or cursor that is none. */
export const listActions = async (
  { sql }: Parts,
  query: ActionsQuery,
): Promise<LoggedActionList | Refusal> => {
  const from = query.from === undefined ? undefined : parseCityDay(query.from)
  const to = query.to === undefined ? undefined : parseCityDay(query.to)
  if (query.from !== undefined && from === undefined) return refuse('request.invalid', '/query/from')
  if (query.to !== undefined && to === undefined) return refuse('request.invalid', '/query/to')
  const below = query.cursor === undefined ? undefined : readSequence(query.cursor)
  if (query.cursor !== undefined && below === undefined) return refuse('request.invalid', '/query/cursor')
  const { actor, action, subject } = query
  const entries = await readActions(sql, {
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...(from === undefined ? {} : { from: startOfCityDay(from) }),
    ...(to === undefined ? {} : { before: endOfCityDay(to) }),
    ...(below === undefined ? {} : { below }),
    ...(actor === undefined && action === undefined && subject === undefined ? {} : { hidden: PRIVATE }),
    limit: A_PAGE + 1,
  })
  const page = entries.slice(0, A_PAGE)
  const last = entries.length > A_PAGE ? page.at(-1) : undefined
  return {
    items: page.map(present),
    nextCursor: last === undefined ? null : String(last.sequence),
  }
}

const present = ({ sequence, occurredAt, ...entry }: KeptAction): LoggedActionList['items'][number] => {
  const [kind = ''] = entry.actor.split(':')
  const shown = PRIVATE.includes(kind) ? { ...entry, actor: kind, subject: null, text: null } : entry
  return { ...shown, sequence: String(sequence), occurredAt: occurredAt.toISOString() }
}

const readSequence = (text: string): bigint | undefined =>
  /^\d{1,18}$/.test(text) ? BigInt(text) : undefined

/** Walks the chain from one entry to another, at most 10,000. Refuses request.invalid for a stretch that is none. */
export const walkChain = async (
  { sql }: Parts,
  query: { from: string; to: string },
): Promise<ActionChain | Refusal> => {
  const [from, to] = [readSequence(query.from), readSequence(query.to)]
  if (from === undefined || from < 1n) return refuse('request.invalid', '/query/from')
  if (to === undefined || to < from || to - from >= WALKED_MAX) return refuse('request.invalid', '/query/to')
  const { brokenAt, head } = await walkActions(sql, { from, to })
  return {
    from: String(from),
    to: String(to),
    holds: brokenAt === null,
    brokenAt: brokenAt === null ? null : String(brokenAt),
    head: { sequence: String(head.sequence), digest: head.digest },
  }
}
