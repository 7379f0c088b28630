import { refuse, type ConsentEntry, type ConsentFeed, type Refusal } from '#contract'
import { readFeedCursor } from '#domain/consent'
import { encodeId } from '#domain/id'
import { suspendedIntake } from '#server/intake/index'
import {
  inTransaction,
  type CryptoModule,
  type Dependencies,
  type OperatorPrincipal,
  type Transaction,
} from '#server/platform/index'

import { countOpenOrders } from './list-delete-orders'
import { hasUnnumbered, numberEntries } from './number-entries'

interface EntryRow {
  entry_no: bigint
  kind: ConsentEntry['kind']
  instrument_consent_id: string
  instrument_id: string
  scene_id: string
  scheme: string
  number_sealed: Buffer | null
  from_minute: Date
  until_minute: Date | null
}

/**
 * What changed in an operator's consents behind a cursor, `limit` entries at most. A grant that has ended since is left out, its ending
 * comes; so nobody who reads from the beginning learns a number that is consented no more. Refuses `operator.suspended`, and
 * `request.invalid` for a cursor we never gave, for example one from before a backup was restored.
 */
export const readFeed = (
  deps: Dependencies,
  { operatorId, operatorNo }: OperatorPrincipal,
  asked: { readonly after: string; readonly limit: number },
): Promise<ConsentFeed | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const stopped = await suspendedIntake(transaction, { operatorId, moment: deps.clock.now() })
    if (stopped) return stopped
    const after = readFeedCursor(asked.after)
    const lastNo = await holdTurn(transaction, operatorNo)
    if (after === undefined || after > lastNo) return refuse('request.invalid', '/query/after')
    const window = { operatorNo, after, limit: asked.limit }
    const known = await readEntries(transaction, window)
    const isFull = known.length === asked.limit
    const endNo = isFull
      ? lastNo
      : await numberEntries(deps, transaction, { operatorNo, limit: asked.limit, lastNo })
    const rows = isFull ? known : await readEntries(transaction, window)
    const isCut = rows.length === asked.limit
    return {
      items: rows.map((row) => entryOnWire(deps.crypto, row)).sort(endingsFirst),
      cursor: String(isCut ? rows.at(-1)?.entry_no : endNo),
      isMore: isCut || (await hasUnnumbered(transaction, operatorNo)),
      openDeleteOrders: await countOpenOrders(transaction, operatorNo),
    }
  })

/** The last number given in this feed; its row is held, so that one reader at a time gives new ones. */
const holdTurn = async (transaction: Transaction, operatorNo: number): Promise<bigint> => {
  await transaction`INSERT INTO consent_feed (operator_no) VALUES (${operatorNo}) ON CONFLICT DO NOTHING`
  const [feed] = await transaction<{ last_no: bigint }[]>`
    SELECT last_no FROM consent_feed WHERE operator_no = ${operatorNo} FOR UPDATE`
  return feed?.last_no ?? 0n
}

const readEntries = (
  transaction: Transaction,
  { operatorNo, after, limit }: { operatorNo: number; after: bigint; limit: number },
): Promise<EntryRow[]> => transaction<EntryRow[]>`
  SELECT entry_no, entry.kind, instrument_consent_id, entry.instrument_id, scene_id, scheme, from_minute, until_minute,
    CASE entry.kind WHEN 'granted' THEN instrument.number_sealed ELSE entry.number_sealed END AS number_sealed
  FROM (
    (SELECT granted_no AS entry_no, 'granted' AS kind, instrument_consent.* FROM instrument_consent
      WHERE operator_no = ${operatorNo} AND granted_no > ${after}::bigint AND ended_at IS NULL ORDER BY granted_no LIMIT ${limit})
    UNION ALL
    (SELECT ended_no, 'ended', instrument_consent.* FROM instrument_consent
      WHERE operator_no = ${operatorNo} AND ended_no > ${after}::bigint ORDER BY ended_no LIMIT ${limit})
  ) AS entry
  JOIN instrument USING (instrument_id) JOIN scene USING (scene_no)
  ORDER BY entry_no LIMIT ${limit}`

/** A page is applied as a whole and names no consent twice: what must stop comes first in it. */
const endingsFirst = (a: ConsentEntry, b: ConsentEntry): number =>
  Number(a.kind === 'granted') - Number(b.kind === 'granted')

const entryOnWire = (crypto: CryptoModule, row: EntryRow): ConsentEntry => {
  const { scheme, number_sealed: sealed, instrument_id: instrumentId, instrument_consent_id: id } = row
  const isOver = row.until_minute !== null
  return {
    consentId: encodeId('cns', id),
    kind: row.kind,
    sceneId: row.scene_id,
    subject:
      sealed === null
        ? null
        : { scheme, value: crypto.open('instrument', sealed, instrumentId).toString('utf8') },
    from: row.from_minute.toISOString(),
    until: row.until_minute?.toISOString() ?? null,
    deleteOrderId: isOver ? encodeId('dlo', id) : null,
  }
}
