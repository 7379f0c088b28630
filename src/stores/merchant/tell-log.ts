import type { Problem, TillLogEntry, TillLogOutcomes } from '#contract'
import type { ApiFailure } from '../../api'
import type { TillApi } from '../../api/resources/tills'
import { endOf, type KeptLog, type LogBook } from './till-log'

/** As many as the service takes at once. */
const ENTRIES_MAX = 50
/** Outcomes kept to look at. */
const TOLD_MAX = 50

/**
 * Tells what a till took, in order, until the service has all of it. An entry leaves the device only once the service names its place and
 * digest as the end of its own log; what it does not take stays. Answers why telling stopped early.
 */
export async function tellLog(
  api: Pick<TillApi, 'tell'>,
  book: LogBook,
  tillId: string,
): Promise<ApiFailure | undefined> {
  for (;;) {
    const log = book.read(tillId)
    if (!log || log.entries.length === 0 || log.brokenFrom !== null) return undefined
    const batch = log.entries.slice(0, ENTRIES_MAX)
    const result = await api.tell(tillId, { entries: batch })
    const failure = result.ok ? undefined : result.failure
    if (failure && !isBroken(failure)) return failure
    const isKept = result.ok
      ? take(book, tillId, batch, result.value)
      : failure && (await keepFault(api, book, { tillId, batch, failure }))
    // A device that takes no more writes would have us tell the same for ever.
    if (!isKept) return undefined
  }
}

type Refused = ApiFailure & { kind: 'refused' }

/** Not following on, not signed by this device, or not even of the shape of an entry: changed since it was written. */
const isBroken = (failure: ApiFailure): failure is Refused =>
  failure.kind === 'refused' && ['till.log-broken', 'request.invalid'].includes(failure.code)

interface Fault {
  readonly tillId: string
  readonly batch: readonly TillLogEntry[]
  readonly failure: Refused
}

/** What came before the faulty entry was taken: told again it is answered, and may leave. */
async function keepFault(
  api: Pick<TillApi, 'tell'>,
  book: LogBook,
  { tillId, batch, failure }: Fault,
): Promise<boolean> {
  const index = Number(/entries\/(\d+)/.exec((failure.body as Problem).where ?? '')?.[1] ?? 0)
  const before = batch.slice(0, index)
  const result = before.length > 0 ? await api.tell(tillId, { entries: [...before] }) : undefined
  if (result && !result.ok) return false
  if (result) take(book, tillId, before, result.value)
  const brokenFrom = batch[index]?.sequence
  return change(book, tillId, (log) => ({ ...log, brokenFrom: brokenFrom ?? log.head.sequence + 1 }))
}

function take(
  book: LogBook,
  tillId: string,
  batch: readonly TillLogEntry[],
  { items, logSequence, logDigest }: TillLogOutcomes,
): boolean {
  return change(book, tillId, (log) => {
    const covered = batch.filter(({ sequence }) => sequence <= logSequence)
    const end = endOf({ ...log, entries: covered })
    // The service has other entries in these places: ours are not its.
    if (end.sequence !== logSequence || end.digest !== logDigest)
      return { ...log, brokenFrom: batch[0]?.sequence ?? logSequence + 1 }
    const isNew = ({ sequence }: { sequence: number }) => !log.told.some((one) => one.sequence === sequence)
    const told = items.filter(isNew).map((item) => ({
      ...item,
      tillId,
      occurredAt: batch.find(({ sequence }) => sequence === item.sequence)?.occurredAt ?? '',
    }))
    return {
      ...log,
      head: { sequence: logSequence, digest: logDigest },
      entries: log.entries.filter(({ sequence }) => sequence > logSequence),
      told: [...told.reverse(), ...log.told].slice(0, TOLD_MAX),
    }
  })
}

/** Something may have been taken while the answer was on its way: the log is read anew before it is written. Whether the device took it. */
function change(book: LogBook, tillId: string, changed: (log: KeptLog) => KeptLog): boolean {
  const log = book.read(tillId)
  return log !== undefined && book.keep(changed(log)).ok
}
