import type { ProjectRecord } from '#contract'
import { addDays, addMonths, cityDayOf, cityMonthOf, firstDayOf, parseCalendarDay } from '#domain/calendar'
import { siteValue } from '#domain/exclusion'
import type { ProjectMethodology } from '#domain/project'
import { halfWidth, readWhole, ungrouped } from '../read-whole'
import { plainCode } from './entrustments-store'
import { lastDayOf, periodOf, readAnyDay } from './period-text'

/** A project as it is being written, each figure as it was typed. */
export interface ProjectDraft {
  readonly kind: string
  readonly name: string
  readonly address: string
  /** Kilowatts, or square metres, as the methodology asks. */
  readonly size: string
  readonly startDay: string
  /** Grid accounts or land parcels, one a line. */
  readonly sites: string
  /** Measure → meter numbers, one a line. */
  readonly meters: Readonly<Record<string, string>>
  readonly isElsewhere: boolean
  readonly otherScheme: string
  readonly entrustmentIds: readonly string[]
  readonly pusherId: string | null
  /** First and last day of the first period. */
  readonly first: string
  readonly last: string
}

export type ProjectDraftField = keyof ProjectDraft
export type ProjectFault =
  | 'missing'
  | 'short'
  | 'size'
  | 'day'
  | 'dayAhead'
  | 'site'
  | 'meter'
  /** One meter in two spellings, as its scheme reads them. */
  | 'meterTwice'
  | 'order'
  | 'open'
  /** A rule of the methodology refuses it; which one and by what figure its finding says. */
  | 'refused'
export type ProjectFaults = Partial<Record<ProjectDraftField, ProjectFault>>

/** The fields of each step, in the order they are filled in; the last shows all of them once more. */
export const PROJECT_STEPS: readonly (readonly ProjectDraftField[])[] = [
  ['kind'],
  ['name', 'address', 'sites', 'isElsewhere', 'otherScheme', 'entrustmentIds'],
  ['size', 'startDay', 'meters'],
  ['first', 'last'],
  [],
]

export function emptyProject(now: Date): ProjectDraft {
  return {
    ...{ kind: '', name: '', address: '', size: '', startDay: '', sites: '', meters: {} },
    ...{ isElsewhere: false, otherScheme: '', entrustmentIds: [], pusherId: null },
    ...firstPeriodOf('', now),
  }
}

type FirstPeriod = Pick<ProjectDraft, 'first' | 'last'>

/**
 * What is offered as the first period: the last full month before `now`, as most people report it, from the day of grid connection on; no
 * days where it was connected after that, because none she has not chosen may be refused.
 */
function firstPeriodOf(startDay: string, now: Date): FirstPeriod {
  const month = addMonths(cityMonthOf(now), -1)
  const first = firstDayOf(month)
  const last = addDays(firstDayOf(addMonths(month, 1)), -1)
  const connected = readAnyDay(startDay, parseCalendarDay)
  if (connected === undefined || connected <= first) return { first, last }
  return connected <= last ? { first: connected, last } : { first: '', last: '' }
}

/** The period that is offered once the day of connection is another; her own choice stays. */
export function periodAfter(draft: ProjectDraft, startDay: string, now: Date): FirstPeriod {
  const offered = firstPeriodOf(draft.startDay, now)
  const isHers = draft.first !== offered.first || draft.last !== offered.last
  return isHers ? { first: draft.first, last: draft.last } : firstPeriodOf(startDay, now)
}

export const partsOf = (text: string): readonly string[] =>
  halfWidth(text)
    .split(/[\n,、;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const WATTS_A_KILOWATT_DIGITS = 3

/** Size in the methodology's unit: whole watts of kilowatts with at most three places; undefined when it is none. */
export function readSize(text: string, unit: ProjectMethodology['size']['unit']): number | undefined {
  if (unit === 'squareMetre') return positive(readWhole(text))
  const [, whole, places = ''] = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(ungrouped(text)) ?? []
  if (whole === undefined) return undefined
  return positive(Number(whole) * 1_000 + Number(places.padEnd(WATTS_A_KILOWATT_DIGITS, '0')))
}

const positive = (value: number | undefined) => (value === undefined || value < 1 ? undefined : value)

/** What is wrong with the fields of a step; none when it can be left. */
export function projectFaultsOf(
  draft: ProjectDraft,
  step: number,
  { methodology, now }: { methodology: ProjectMethodology | undefined; now: Date },
): ProjectFaults {
  const found = (PROJECT_STEPS[step] ?? []).flatMap((field) => {
    const fault = faultOf(draft, field, { methodology, now })
    return fault === undefined ? [] : [[field, fault] as const]
  })
  return Object.fromEntries(found)
}

const SITE = /^[A-Z0-9]{4,64}$/
const METER = /^[A-Za-z0-9-]{4,32}$/

function faultOf(
  draft: ProjectDraft,
  field: ProjectDraftField,
  { methodology, now }: { methodology: ProjectMethodology | undefined; now: Date },
): ProjectFault | undefined {
  switch (field) {
    case 'kind':
      return methodology === undefined ? 'missing' : undefined
    case 'name':
    case 'address':
      return draft[field].trim().length < 2 ? 'short' : undefined
    case 'sites': {
      const sites = partsOf(draft.sites).map(plainCode)
      if (sites.length === 0) return 'missing'
      return sites.every((site) => SITE.test(site)) ? undefined : 'site'
    }
    case 'otherScheme':
      return draft.isElsewhere && draft.otherScheme.trim() === '' ? 'missing' : undefined
    case 'size':
      return methodology && readSize(draft.size, methodology.size.unit) === undefined ? 'size' : undefined
    case 'startDay': {
      const day = readAnyDay(draft.startDay, parseCalendarDay)
      if (day === undefined) return 'day'
      return day > cityDayOf(now) ? 'dayAhead' : undefined
    }
    case 'meters':
      return metersFault(draft, methodology)
    case 'first':
      return readAnyDay(draft.first) === undefined ? 'day' : undefined
    case 'last':
      return lastFault(draft, now)
    case 'isElsewhere':
    case 'entrustmentIds':
    case 'pusherId':
      return undefined
  }
}

function metersFault(
  draft: ProjectDraft,
  methodology: ProjectMethodology | undefined,
): ProjectFault | undefined {
  const texts = (methodology?.measures ?? []).map(({ measure }) => partsOf(draft.meters[measure] ?? ''))
  if (texts.some((meters) => meters.length === 0)) return 'missing'
  if (!texts.flat().every((meterNo) => METER.test(meterNo))) return 'meter'
  return texts.every((meters) => new Set(meters.map(siteValue)).size === meters.length)
    ? undefined
    : 'meterTwice'
}

function lastFault({ first, last }: ProjectDraft, now: Date): ProjectFault | undefined {
  if (readAnyDay(last) === undefined) return 'day'
  const period = periodOf(first, last)
  if (period === undefined) return undefined
  if (period.to <= period.from) return 'order'
  return period.to > cityDayOf(now) ? 'open' : undefined
}

/** The record of a draft without faults. */
export function recordOf(draft: ProjectDraft, methodology: ProjectMethodology): ProjectRecord {
  const period = periodOf(draft.first, draft.last)
  return {
    kind: methodology.kind,
    name: draft.name.trim(),
    address: draft.address.trim(),
    size: readSize(draft.size, methodology.size.unit) ?? 0,
    startDay: readAnyDay(draft.startDay, parseCalendarDay) ?? '',
    siteKeys: partsOf(draft.sites).map((site) => ({ kind: methodology.siteKeyKind, value: plainCode(site) })),
    meters: methodology.measures.flatMap(({ measure }) =>
      partsOf(draft.meters[measure] ?? '').map((meterNo) => ({ meterNo, measure })),
    ),
    otherScheme: draft.isElsewhere ? draft.otherScheme.trim() : null,
    entrustmentIds: [...draft.entrustmentIds],
    pusherId: draft.pusherId,
    period: period ?? { from: draft.first, to: draft.last },
  }
}

/** A kept record as the draft somebody would have written. */
export function draftOf(record: ProjectRecord, { size }: Pick<ProjectMethodology, 'size'>): ProjectDraft {
  const meters: Record<string, string> = {}
  for (const { meterNo, measure } of record.meters)
    meters[measure] = [meters[measure], meterNo].filter(Boolean).join('\n')
  return {
    kind: record.kind,
    name: record.name,
    address: record.address,
    size: size.unit === 'watt' ? String(record.size / 1_000) : String(record.size),
    startDay: record.startDay,
    sites: record.siteKeys.map(({ value }) => value).join('\n'),
    meters,
    isElsewhere: record.otherScheme !== null,
    otherScheme: record.otherScheme ?? '',
    entrustmentIds: record.entrustmentIds,
    pusherId: record.pusherId,
    first: record.period.from,
    last: lastDayOf(record.period),
  }
}
