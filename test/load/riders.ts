import { randomBytes, randomUUID } from 'node:crypto'

import type { RideRow } from '#contract'
import { addDays, cityDayOf, startOfCityDay } from '#domain/calendar'

import type { BenchService } from './bench-service'

const PEOPLE_A_STATEMENT = 20_000
const STATIONS = [
  '莘庄',
  '人民广场',
  '徐家汇',
  '陆家嘴',
  '虹桥火车站',
  '世纪大道',
  '静安寺',
  '中山公园',
  '宜山路',
  '漕河泾开发区',
]

/** Settles `count` residents, each with a card of `sptcc` and her consent for metro; returns the card numbers. */
export async function settleRiders({ sql, crypto }: BenchService, count: number): Promise<string[]> {
  const cards = Array.from({ length: count }, (_, n) => `3104${String(n).padStart(12, '0')}`)
  const [notice] = await sql<{ version: string }[]>`SELECT version FROM notice LIMIT 1`
  const since = new Date(Date.now() - 30 * 86_400_000)
  for (let from = 0; from < count; from += PEOPLE_A_STATEMENT) {
    const part = cards.slice(from, from + PEOPLE_A_STATEMENT)
    const accounts = part.map(() => randomUUID())
    const instruments = part.map(() => randomUUID())
    const blinds = part.map((card) => crypto.blindIndex('instrument', `sptcc-card\n${card}`).toString('hex'))
    await sql`
      INSERT INTO account (account_id, person_index, person_sealed, notice_version, proof, opened_at)
      SELECT id, decode(replace(id::text, '-', ''), 'hex'), '\\x01', ${notice!.version}, 'host', ${since}
      FROM unnest(${accounts}::uuid[]) AS id`
    await sql`
      INSERT INTO instrument (instrument_id, blind_index, scheme, kind, issuer_zh, issuer_en, number_sealed, number_tail)
      SELECT id, blind, 'sptcc-card', 'phoneCard', 'i', 'i', ${randomBytes(60)}, '0000'
      FROM unnest(${instruments}::uuid[], ${blinds}::text[]::uuid[]) AS card (id, blind)`
    await sql`
      INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
      SELECT instrument, account, ${since}, 'host'
      FROM unnest(${instruments}::uuid[], ${accounts}::uuid[]) AS link (instrument, account)`
    await sql`
      INSERT INTO consent (account_id, scene_no, operator_no, granted_at, notice_version)
      SELECT account, scene_no, operator_no, ${since}, ${notice!.version}
      FROM unnest(${accounts}::uuid[]) AS account, scene, operator WHERE scene_id = 'metro' AND operator_id = 'sptcc'`
  }
  await sql`VACUUM ANALYZE`
  return cards
}

/** Metro rides of yesterday, in the order in which a day's gates report them. */
export function ridesOfYesterday(cards: readonly string[], count: number): RideRow[] {
  const operatorDay = addDays(cityDayOf(new Date()), -1)
  const start = startOfCityDay(operatorDay).getTime()
  return Array.from({ length: count }, (_, n) => {
    const boardedAt = start + 5 * 3_600_000 + Math.floor((n / count) * 17 * 3_600_000)
    const stations = [STATIONS[n % 10]!, STATIONS[(n * 7 + 3) % 10]!]
    return {
      rideNo: `${operatorDay.replaceAll('-', '')}${String((n * 7_919) % 1_000_003).padStart(7, '0')}${n}`,
      operatorDay,
      scene: 'metro',
      subject: { scheme: 'sptcc-card', value: cards[(n * 104_729) % cards.length]! },
      board: { at: cityTime(boardedAt), station: stations[0]!, line: '1号线' },
      alight: { at: cityTime(boardedAt + 1_860_000), station: stations[1]!, line: '2号线' },
      distanceMeters: 3_000 + ((n * 31) % 30_000),
      distanceSource: 'network',
      fareFen: 400,
      medium: 'qr',
      status: 'complete',
    }
  })
}

function cityTime(milliseconds: number): string {
  return `${new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
}
