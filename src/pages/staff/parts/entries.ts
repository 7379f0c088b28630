import type { StaffRole, WaitingKind } from '#contract'
import type { StaffPageName } from '../../../stores/staff'
import type { staffPlaceWords } from '../../../i18n/staff/desk'
import type { GlyphName } from '../../../ui'

/** One place of the desk, offered to whom it is for; `waits`: what of the desk's counts lies in it. */
export interface DeskEntry {
  readonly page: StaffPageName & keyof typeof staffPlaceWords
  readonly glyph: GlyphName
  readonly roles: readonly StaffRole[]
  readonly waits: readonly WaitingKind[]
}

const ALL: readonly StaffRole[] = ['centre', 'exchange', 'bureau', 'district']
const BODIES: readonly StaffRole[] = ['centre', 'exchange', 'bureau']

/** Every place of the desk, in the order of a day's work. A new one is a line here and its name in `staffPlaceWords`. */
export const DESK_ENTRIES: readonly DeskEntry[] = [
  { page: 'runs', glyph: 'rides', roles: ALL, waits: ['runsToVerify', 'runsToConfirm'] },
  { page: 'appeals', glyph: 'ask', roles: ALL, waits: ['appeals'] },
  { page: 'disputes', glyph: 'card', roles: ['centre'], waits: ['statementDisputes'] },
  { page: 'methodologies', glyph: 'scenes', roles: BODIES, waits: ['formChecks', 'panels', 'publications'] },
  {
    page: 'scenes',
    glyph: 'ferry',
    roles: BODIES,
    waits: ['sceneReviews', 'sceneExtensions', 'sceneTrials'],
  },
  {
    page: 'projects',
    glyph: 'solar',
    roles: BODIES,
    waits: ['projectChecks', 'projectReviews', 'reportsToVerify', 'issuings'],
  },
  { page: 'exclusions', glyph: 'refuse', roles: BODIES, waits: [] },
  { page: 'experts', glyph: 'me', roles: BODIES, waits: [] },
  { page: 'credit-desk', glyph: 'ask', roles: BODIES, waits: ['creditCorrections'] },
  { page: 'search', glyph: 'scan', roles: BODIES, waits: [] },
  { page: 'suspensions', glyph: 'shield', roles: BODIES, waits: [] },
  { page: 'quality', glyph: 'done', roles: BODIES, waits: [] },
  { page: 'fraud-reports', glyph: 'wait', roles: BODIES, waits: ['fraudReports'] },
  { page: 'actions', glyph: 'next', roles: BODIES, waits: [] },
]
