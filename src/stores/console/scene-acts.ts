import type { StaffSceneApplication } from '#contract'
import type { Staff } from '../staff'
import { isOwnStop } from './project-acts'

type Review = StaffSceneApplication['reviews'][number]

/** What one office's word on a round or an extension is still worth. */
export interface OfficeWord {
  readonly mayApprove: boolean
  /** Her office has approved; the other one's word is missing. */
  readonly isWaiting: boolean
  readonly dayOfOther: string | undefined
  /** Her office's own last day, where the other named another: neither counts until both name the same. */
  readonly dayThatDiffers: string | undefined
}

/** What a member of staff may do about an application for a scene. The service decides; what it would refuse for her office is not offered. */
export interface SceneActs {
  readonly review: OfficeWord
  readonly giveBack: boolean
  readonly beginTest: boolean
  readonly passTest: boolean
  readonly open: boolean
  /** The test or connection under way has not come to enough yet. */
  readonly isTrialShort: boolean
  readonly suspend: boolean
  readonly resume: boolean
  /** She suspended it herself: another person resumes it. */
  readonly isOwnStop: boolean
  readonly extension: OfficeWord | undefined
}

const NO_WORD: OfficeWord = {
  ...{ mayApprove: false, isWaiting: false, dayOfOther: undefined, dayThatDiffers: undefined },
}

export function sceneActs(staff: Staff | undefined, application: StaffSceneApplication): SceneActs {
  const { state, round, trial, extensions } = application
  const isOffice = staff?.role === 'centre' || staff?.role === 'exchange'
  const isPassed = trial?.verdict === 'passed'
  const asked = extensions.find((one) => one.state === 'asked')
  const wordOn = (act: Review['act'], number: number): OfficeWord =>
    isOffice ? officeWord(staff, application.reviews, { act, round: number }) : NO_WORD
  return {
    review: state === 'applied' ? wordOn('approve', round) : NO_WORD,
    giveBack: isOffice && state === 'applied',
    beginTest: isOffice && state === 'approved',
    passTest: isOffice && state === 'testing' && isPassed,
    open: isOffice && state === 'connecting' && isPassed,
    isTrialShort: trial !== null && !isPassed,
    suspend: (isOffice || staff?.role === 'bureau') && state === 'live',
    resume: isOffice && state === 'suspended' && !isOwnStop(staff, application),
    isOwnStop: isOffice && state === 'suspended' && isOwnStop(staff, application),
    extension: asked && wordOn('extend', asked.extensionNo),
  }
}

function officeWord(
  { role, staffId }: Staff,
  reviews: readonly Review[],
  of: { readonly act: Review['act']; readonly round: number },
): OfficeWord {
  const said = reviews.filter(({ act, round }) => act === of.act && round === of.round)
  const own = said.filter(({ office }) => office === role).pop()
  const other = said.filter(({ office }) => office !== role).pop()
  const isWaiting = own?.until != null && (other?.until == null || other.until === own.until)
  return {
    mayApprove: !isWaiting && other?.staffId !== staffId,
    isWaiting,
    dayOfOther: other?.until ?? undefined,
    dayThatDiffers: own?.until != null && other?.until != null && !isWaiting ? own.until : undefined,
  }
}
