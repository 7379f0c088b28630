import type { RideRow } from '#contract'
import { parseCityDay, type CityDay, type InstantFault } from '#domain/calendar'
import { meters, type Milligrams } from '#domain/measure'
import { quantify } from '#domain/methodology'
import { rideFault, type IntakeLimits } from '#domain/ride'
import { admitRide } from '#domain/scene'

import { methodologyOn, type CityScheme, type IntakeScene, type PublishedMethodology } from './city-scheme'
import type { RowFault } from './parse-row'
import { createInstantReader, type InstantReader } from './read-instant'

/** A row that is a believable ride of a live scene, or the withdrawal of one. */
export interface JudgedRide {
  readonly operatorDay: CityDay
  readonly sceneNo: number
  readonly methodologyNo: number
  readonly boardedAt: Date
  readonly alightedAt: Date | undefined
  /** What the methodology of the operator day makes of it; 0 for a withdrawal. */
  readonly reductionMilligrams: Milligrams
  /** Refunded or voided: the ride is taken back and earns nothing. */
  readonly isWithdrawal: boolean
  /** Its scene is in its test or connection: the row is right, and is not kept. */
  readonly isOnTrial: boolean
}

export type RowJudge = (row: RideRow) => JudgedRide | RowFault

/**
 * Judges rows against the city's scheme and the ride's own plausibility, without a database. Refuses `scene.unknown`,
 * `scene.not-provided`, `scene.disabled`, `scene.not-live`, `scene.suspended`, `row.field-invalid`, `row.time-without-offset` and every code of `rideFault`.
 */
export function createRowJudge(scheme: CityScheme, limits: IntakeLimits): RowJudge {
  const dayOf = remembered(parseCityDay)
  const instantOf = createInstantReader()
  return (row) => {
    const scene = scheme.get(row.scene)
    if (scene === undefined) return { code: 'scene.unknown', field: '/scene' }
    if (!scene.isProvided) return { code: 'scene.not-provided', field: '/scene' }
    const operatorDay = dayOf(row.operatorDay)
    if (operatorDay === undefined) return { code: 'row.field-invalid', field: '/operatorDay' }
    const methodology = methodologyOn(scene, operatorDay)
    if (methodology === undefined)
      return operatorDay < limits.oldestDay
        ? { code: 'row.day-too-old', field: '/operatorDay' }
        : { code: 'scene.disabled', field: '/scene' }
    return judgeRide(row, { operatorDay, scene, methodology, limits, instantOf })
  }
}

interface Frame {
  operatorDay: CityDay
  scene: IntakeScene
  methodology: PublishedMethodology
  limits: IntakeLimits
  instantOf: InstantReader
}

function judgeRide(
  row: RideRow,
  { operatorDay, scene, methodology, limits, instantOf }: Frame,
): JudgedRide | RowFault {
  const boardedAt = instantOf(row.board.at)
  const alightedAt = row.alight === undefined ? undefined : instantOf(row.alight.at)
  if (typeof boardedAt === 'string') return timeFault(boardedAt, '/board/at')
  if (typeof alightedAt === 'string') return timeFault(alightedAt, '/alight/at')
  const unprintable = unprintableField(row)
  if (unprintable !== undefined) return { code: 'row.field-invalid', field: unprintable }
  // -0 passes for a whole number from 0 on, and is none that a meter shows.
  if (Object.is(row.distanceMeters, -0)) return { code: 'row.distance-implausible', field: '/distanceMeters' }
  const isWithdrawal = row.status === 'refunded' || row.status === 'voided'
  if (row.reason !== undefined && !isWithdrawal) return { code: 'row.field-invalid', field: '/reason' }
  const complete = isWithdrawal || row.status === 'complete'
  const claim = { operatorDay, boardedAt, alightedAt, distanceMeters: row.distanceMeters, complete }
  // A ride is taken back whether or not it had been complete.
  const fault = rideFault(claim, isWithdrawal ? { ...scene, quantityUnit: 'boarding' } : scene, limits)
  if (fault !== undefined) return fault
  const reductionMilligrams = isWithdrawal ? NOTHING : quantify(methodology.formula, distanceOf(row))
  if (reductionMilligrams === 'distanceNeeded')
    return { code: 'row.distance-implausible', field: '/distanceMeters' }
  const admission = admitRide(scene.connection, { boardedAt, isWithdrawal })
  if (admission === 'suspended') return { code: 'scene.suspended', field: '/scene' }
  if (admission === 'notLive') return { code: 'scene.not-live', field: '/scene' }
  const isOnTrial = admission === 'onTrial'
  const { sceneNo } = scene
  const { methodologyNo } = methodology
  const times = { operatorDay, boardedAt, alightedAt }
  return { ...times, sceneNo, methodologyNo, reductionMilligrams, isWithdrawal, isOnTrial }
}

const NOTHING = 0 as Milligrams

function distanceOf({ distanceMeters }: RideRow): Parameters<typeof quantify>[1] {
  return { distanceMeters: distanceMeters === undefined ? undefined : meters(distanceMeters) }
}

function timeFault(fault: InstantFault, field: string): RowFault {
  return { code: fault === 'withoutOffset' ? 'row.time-without-offset' : 'row.field-invalid', field }
}

/** Control characters and halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/**
 * No station, line, card or reason is called by a control character, nor by one that turns the direction of what is read. The database keeps none of code 0, and half a surrogate pair is no
 * text at all: every one of them would be written and digested as the same replacement character. A ride number is ASCII anyway.
 */
function unprintableField({ subject, board, alight, reason }: RideRow): string | undefined {
  if (isUnprintable(subject.value)) return '/subject/value'
  if (isUnprintable(reason)) return '/reason'
  if (isUnprintable(board.station)) return '/board/station'
  if (isUnprintable(board.line)) return '/board/line'
  if (isUnprintable(alight?.station)) return '/alight/station'
  return isUnprintable(alight?.line) ? '/alight/line' : undefined
}

function isUnprintable(text: string | undefined): boolean {
  return text !== undefined && UNPRINTABLE.test(text)
}

/** The answers of a pure function of a text, kept: the rides of a push share very few days. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const value = known.get(text)
    if (value !== undefined || known.has(text)) return value as T
    const fresh = read(text)
    known.set(text, fresh)
    return fresh
  }
}
