/** @jest-environment node */
import type { StaffProposal } from '#contract'
import type { CityDay } from '#domain/calendar'
import {
  isReplaceable,
  methodologyActs,
  projectActs,
  reportActs,
  retirementActs,
  sceneActs,
  waitsInReports,
} from '../../../src/stores/console'
import type { Staff } from '../../../src/stores/staff'
import {
  APPROVAL,
  application,
  bureau,
  centre,
  centreToo,
  exchange,
  person,
  project,
  proposal,
  seat,
  signature,
} from './things'

const TODAY = '2026-11-30' as CityDay

const mayOf = (staff: Staff, change?: Partial<StaffProposal>) =>
  methodologyActs(staff, proposal(change), TODAY)

describe('a methodology', () => {
  it('is checked, returned and closed by the centre only, each where it is possible', () => {
    expect(mayOf(centre, { state: 'submitted' })).toMatchObject({
      beginCheck: true,
      passCheck: false,
      close: true,
    })
    expect(mayOf(centre, { state: 'formalCheck' })).toMatchObject({ passCheck: true, giveBack: true })
    expect(mayOf(centre, { state: 'returned' })).toMatchObject({ giveBack: false, close: true })
    expect(mayOf(centre, { state: 'published' })).toMatchObject({ close: false, sign: false, ask: false })
    for (const staff of [bureau, exchange])
      expect(mayOf(staff, { state: 'formalCheck' })).toMatchObject({
        ...{ beginCheck: false, passCheck: false, giveBack: false, close: false, ask: false },
      })
  })

  it('is signed by centre and bureau once its panel agrees, and by nobody before', () => {
    expect([mayOf(centre).sign, mayOf(bureau).sign, mayOf(exchange).sign]).toEqual([true, true, false])
    expect(mayOf(centre, { seats: [seat('zhou')] })).toMatchObject({ sign: false, panel: 'missing' })
    const against = [seat('zhou'), seat('qian', { opinion: { ...APPROVAL, verdict: 'amend' } })]
    expect(mayOf(centre, { seats: against })).toMatchObject({ sign: false, panel: 'against' })
  })

  it('waits for the other office where hers has signed, and is signed again where the other named another day', () => {
    const hers = signature(centre, '2027-01-01')
    expect(mayOf(centreToo, { signatures: [hers] })).toMatchObject({ sign: false, isWaiting: true })
    expect(mayOf(bureau, { signatures: [hers] })).toMatchObject({
      ...{ sign: true, isWaiting: false, dayOfOther: '2027-01-01' },
    })
    const theirs = signature(bureau, '2027-02-01')
    expect(mayOf(centre, { signatures: [hers, theirs] })).toMatchObject({ sign: true, isWaiting: false })
    // Nobody counts for two offices, not even after changing office.
    const moved = person('gu', 'bureau')
    expect(mayOf(moved, { signatures: [hers] })).toMatchObject({ sign: false })
  })

  it('has a seat replaced when she recused herself, is late, is too near or has left, and not while she writes', () => {
    const asked = seat('zhou', { state: 'asked', opinion: null })
    const inPool = () => ({ active: true })
    expect(isReplaceable(asked, inPool)).toBe(false)
    expect(isReplaceable({ ...asked, overdue: true }, inPool)).toBe(true)
    expect(isReplaceable({ ...asked, inConflict: true }, inPool)).toBe(true)
    expect(isReplaceable(asked, () => ({ active: false }))).toBe(true)
    expect(isReplaceable({ ...asked, state: 'recused' }, inPool)).toBe(true)
    expect(isReplaceable(seat('zhou', { overdue: true }), inPool)).toBe(false)
  })

  it('is ended by two names, and by none once it has an end', () => {
    const version = { code: 'X-1', version: 1, validTo: null, signatures: [] }
    expect(retirementActs(bureau, version)).toMatchObject({ sign: true, isWaiting: false })
    const signed = { ...version, signatures: [signature(bureau, '2027-01-01', 'retire')] }
    expect(retirementActs(bureau, signed)).toMatchObject({ sign: false, isWaiting: true })
    expect(retirementActs(centre, signed)).toMatchObject({ sign: true, dayOfOther: '2027-01-01' })
    // A name under its publication is none under its end.
    expect(retirementActs(bureau, { ...version, signatures: [signature(bureau, '2026-01-01')] }).sign).toBe(
      true,
    )
    expect(retirementActs(centre, { ...signed, validTo: '2027-01-01' })).toMatchObject({
      ...{ sign: false, isWaiting: false },
    })
  })
})

const review = (staff: Staff, until: string | null, act: 'approve' | 'extend' = 'approve') => ({
  ...{ act, round: 1, office: staff.role as 'centre', staffId: staff.staffId, name: staff.name, until },
  ...{ reasons: until === null ? '不齐' : null, reviewedAt: '' },
})

describe('a scene', () => {
  it('is reviewed by centre and exchange, and waits where her office named the day', () => {
    expect(sceneActs(bureau, application())).toMatchObject({ review: { mayApprove: false }, giveBack: false })
    expect(sceneActs(centre, application()).review).toMatchObject({ mayApprove: true, isWaiting: false })
    const reviews = [review(centre, '2027-12-31')]
    expect(sceneActs(centreToo, application({ reviews })).review).toMatchObject({
      ...{ mayApprove: false, isWaiting: true },
    })
    expect(sceneActs(exchange, application({ reviews })).review).toMatchObject({
      ...{ mayApprove: true, dayOfOther: '2027-12-31' },
    })
    const differing = [...reviews, review(exchange, '2027-06-30')]
    expect(sceneActs(centre, application({ reviews: differing })).review).toMatchObject({
      ...{ mayApprove: true, dayThatDiffers: '2027-12-31', dayOfOther: '2027-06-30' },
    })
    // Alike or alone they differ in nothing.
    for (const said of [reviews, [...reviews, review(exchange, '2027-12-31')]])
      expect(sceneActs(centre, application({ reviews: said })).review.dayThatDiffers).toBeUndefined()
  })

  it('goes on from its test when the pushes say so, and not before', () => {
    const trial = { phase: 'test' as const, since: '', pushes: 1, tested: 10, rejected: 0, rowsMin: 10 }
    const passed = application({ state: 'testing', trial: { ...trial, verdict: 'passed' } })
    expect(sceneActs(exchange, passed)).toMatchObject({ passTest: true, isTrialShort: false })
    const short = application({ state: 'testing', trial: { ...trial, verdict: 'rowsMissing' } })
    expect(sceneActs(exchange, short)).toMatchObject({ passTest: false, isTrialShort: true })
    expect(sceneActs(bureau, passed).passTest).toBe(false)
  })

  it('is stopped by any of the three and resumed by the offices', () => {
    expect(sceneActs(bureau, application({ state: 'live' }))).toMatchObject({ suspend: true, resume: false })
    expect(sceneActs(bureau, application({ state: 'suspended' })).resume).toBe(false)
    expect(sceneActs(centre, application({ state: 'suspended' }))).toMatchObject({
      suspend: false,
      resume: true,
    })
  })

  it('is not resumed by whoever suspended it, who is told so', () => {
    const stopped = application({ state: 'suspended', suspendedBy: centre })
    expect(sceneActs(centre, stopped)).toMatchObject({ resume: false, isOwnStop: true })
    for (const staff of [centreToo, exchange])
      expect(sceneActs(staff, stopped)).toMatchObject({ resume: true, isOwnStop: false })
    // The bureau stops scenes and resumes none: nothing is to be said to it.
    expect(sceneActs(bureau, application({ state: 'suspended', suspendedBy: bureau }))).toMatchObject({
      ...{ resume: false, isOwnStop: false },
    })
  })
})

const named = (staff: Staff, act: 'review' | 'issue', verdict: 'approve' | 'refuse' = 'approve') => ({
  ...{ reportNo: 1, act, staffId: staff.staffId, name: staff.name, role: staff.role, verdict, words: '' },
  signedAt: '',
})

describe('a project', () => {
  it('is decided by one person of each of two bodies', () => {
    expect(projectActs(exchange, project()).decide).toEqual({
      maySign: true,
      isWaiting: false,
      decides: false,
    })
    const signatures = [named(centre, 'review')]
    expect(projectActs(centreToo, project({ signatures })).decide).toMatchObject({
      ...{ maySign: false, isWaiting: true },
    })
    expect(projectActs(bureau, project({ signatures })).decide).toMatchObject({
      maySign: true,
      decides: true,
    })
    expect(projectActs(person('d', 'district'), project()).decide).toBeUndefined()
    expect(projectActs(exchange, project({ state: 'tracking' })).decide).toBeUndefined()
  })

  it('has its later periods verified by the centre and issued by two bodies, and nothing while it is suspended', () => {
    const [handedIn] = project().reports
    const verified = { ...handedIn!, state: 'verified' as const }
    const running = project({ state: 'tracking', signatures: [named(bureau, 'issue')] })
    expect(reportActs(centre, running, handedIn!)).toMatchObject({
      verify: true,
      giveBack: true,
      issue: undefined,
    })
    expect(reportActs(exchange, running, handedIn!)).toMatchObject({ verify: false, giveBack: false })
    expect(reportActs(exchange, running, verified).issue).toMatchObject({ maySign: true, decides: true })
    expect(reportActs(bureau, running, verified).issue).toMatchObject({ maySign: false, isWaiting: true })
    expect(reportActs(centre, project({ state: 'suspended' }), verified)).toMatchObject({
      ...{ verify: false, issue: undefined },
    })
  })

  it('is turned by the centre where it can be', () => {
    expect(projectActs(centre, project({ state: 'tracking' }))).toMatchObject({
      ...{ suspend: true, resume: false, end: true, find: true, accept: false },
    })
    expect(projectActs(centre, project({ state: 'suspended' }))).toMatchObject({
      suspend: false,
      resume: true,
    })
    expect(projectActs(bureau, project({ state: 'tracking' }))).toMatchObject({ suspend: false, end: false })
    expect(projectActs(centre, project({ state: 'applied' }))).toMatchObject({ accept: true, giveBack: true })
  })
  it('is not resumed by whoever suspended it, who is told so', () => {
    const stopped = project({ state: 'suspended', suspendedBy: centre })
    expect(projectActs(centre, stopped)).toMatchObject({ resume: false, isOwnStop: true, end: true })
    expect(projectActs(centreToo, stopped)).toMatchObject({ resume: true, isOwnStop: false })
  })

  it('waits for her in one of its periods, too', () => {
    const [handedIn] = project().reports
    const running = (state: 'verified' | 'issued') =>
      project({ state: 'crediting', reports: [{ ...handedIn!, state }] })
    expect(waitsInReports(bureau, running('verified'))).toBe(true)
    expect(waitsInReports(bureau, running('issued'))).toBe(false)
    expect(waitsInReports(bureau, project())).toBe(false)
  })
})
