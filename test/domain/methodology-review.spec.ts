import { parseCityDay } from '#domain/calendar'
import {
  addToDraftSums,
  applicantPart,
  comparePersonas,
  dueAfter,
  isInConflict,
  methodologyDifferences,
  NO_RIDES,
  opinionText,
  panelVerdict,
  readMethodology,
  readProposed,
  reviewTermsOn,
  stateOfVersion,
  stepMethodology,
  type MethodologyState,
  type MethodologyStep,
  type PanelSeat,
} from '#domain/methodology'
import { amendedFerry, inventedFerry } from '#test/harness/review-world'

import metro from '../../domain/methodology/data/shanghai/metro.json'

const STATES: readonly MethodologyState[] = [
  { kind: 'draft' },
  { kind: 'submitted', round: 1 },
  { kind: 'formalCheck', round: 1 },
  { kind: 'review', round: 1 },
  { kind: 'returned', round: 1, from: 'formalCheck' },
  { kind: 'returned', round: 2, from: 'review' },
  { kind: 'closed', round: 1 },
  { kind: 'published', version: 2 },
  { kind: 'underRevision', version: 2 },
  { kind: 'retired', version: 2 },
]
const name = (state: MethodologyState): string => ('from' in state ? `returned by ${state.from}` : state.kind)

/** Step by step: from where it leads where; from everywhere else it is refused by this name. */
const WAY: readonly (readonly [MethodologyStep, Record<string, MethodologyState>, readonly string[]])[] = [
  [
    { kind: 'submit' },
    {
      draft: { kind: 'submitted', round: 1 },
      'returned by formalCheck': { kind: 'submitted', round: 2 },
      'returned by review': { kind: 'review', round: 3 },
    },
    ['notWithApplicant'],
  ],
  [{ kind: 'beginCheck' }, { submitted: { kind: 'formalCheck', round: 1 } }, ['notSubmitted']],
  [{ kind: 'passCheck' }, { formalCheck: { kind: 'review', round: 1 } }, ['notUnderCheck']],
  [
    { kind: 'return' },
    {
      formalCheck: { kind: 'returned', round: 1, from: 'formalCheck' },
      review: { kind: 'returned', round: 1, from: 'review' },
    },
    ['notReturnable'],
  ],
  [
    { kind: 'close' },
    {
      draft: { kind: 'closed', round: 0 },
      submitted: { kind: 'closed', round: 1 },
      formalCheck: { kind: 'closed', round: 1 },
      review: { kind: 'closed', round: 1 },
      'returned by formalCheck': { kind: 'closed', round: 1 },
      'returned by review': { kind: 'closed', round: 2 },
    },
    ['alreadyEnded'],
  ],
  [{ kind: 'publish', version: 3 }, { review: { kind: 'published', version: 3 } }, ['notUnderReview']],
  [{ kind: 'revise' }, { published: { kind: 'underRevision', version: 2 } }, ['notInForce', 'revisionOpen']],
  [{ kind: 'giveUpRevision' }, { underRevision: { kind: 'published', version: 2 } }, ['notInForce']],
  [
    { kind: 'end' },
    { published: { kind: 'retired', version: 2 }, underRevision: { kind: 'retired', version: 2 } },
    ['notInForce'],
  ],
]

describe('a methodology', () => {
  it.each(WAY.map(([step, leads, refusals]) => [step.kind, step, leads, refusals] as const))(
    'takes the step %s from where it may, and is refused it by name from everywhere else',
    (_kind, step, leads, refusals) => {
      for (const state of STATES) {
        const outcome = stepMethodology(state, step)
        const expected = leads[name(state)]
        if (expected === undefined)
          expect([name(state), refusals]).toEqual([name(state), expect.arrayContaining([outcome])])
        else expect([name(state), outcome]).toEqual([name(state), expected])
      }
    },
  )

  it('under revision is not revised a second time at once, and says so', () => {
    expect(stepMethodology({ kind: 'underRevision', version: 1 }, { kind: 'revise' })).toBe('revisionOpen')
  })

  it('that was kept stands where its validity and its successor put it', () => {
    const kept = { version: 1, validTo: null, revisionOpen: false }
    expect(stateOfVersion(kept, '2026-05-04')).toEqual({ kind: 'published', version: 1 })
    expect(stateOfVersion({ ...kept, revisionOpen: true }, '2026-05-04').kind).toBe('underRevision')
    expect(stateOfVersion({ ...kept, validTo: '2026-05-05' }, '2026-05-04').kind).toBe('published')
    expect(stateOfVersion({ ...kept, validTo: '2026-05-04' }, '2026-05-04').kind).toBe('retired')
  })
})

describe('a record handed in', () => {
  const given = { code: 'T-1', version: 1, schemeId: 'shanghai', validFrom: parseCityDay('2026-05-04')! }

  it('that holds is the methodology it would become', () => {
    expect(readProposed(inventedFerry(), given)).toMatchObject({
      code: 'T-1',
      status: 'published',
      validTo: null,
    })
  })

  it.each([
    ['without the outline', { outline: undefined }, 'outline is missing'],
    [
      'with half an outline',
      { outline: { boundary: { zh: 'a', en: 'b' } } },
      'outline.references is missing or wrong',
    ],
    [
      'with a strange field in the outline',
      { outline: { ...(inventedFerry()['outline'] as object), more: 1 } },
      'outline.more is not a field of the outline',
    ],
    ['with a code of its own', { code: 'MINE' }, 'code is given by the centre'],
    [
      'with a formula that is not its factors',
      { formula: { kind: 'perBoarding', milligramsPerBoarding: 1 } },
      'the net factor is not the one of the formula',
    ],
    ['without a formula', { formula: null }, 'a published methodology needs a formula'],
  ])('%s is refused by that field', (_how, change, fault) => {
    expect(readProposed(inventedFerry(change), given)).toEqual({ faults: expect.arrayContaining([fault]) })
  })

  it('names an author institution by a code whose check character holds, or by none', () => {
    const outline = inventedFerry()['outline'] as { author: object }
    const by = (creditCode: unknown) =>
      readProposed(
        inventedFerry({ outline: { ...outline, author: { ...outline.author, creditCode } } }),
        given,
      )
    expect(by('91310000000000000A')).toEqual({ faults: ['outline.author is missing or wrong'] })
    expect(by(null)).toMatchObject({ code: 'T-1' })
  })

  it('of a revision begins from what is published, without what the centre gives', () => {
    const read = readMethodology(metro)
    if ('faults' in read) throw new Error(read.faults.join())
    const part = applicantPart(read)
    expect(part).toMatchObject({ sceneId: 'metro', formula: { microgramsPerMeter: 97_000 } })
    expect(Object.keys(part)).not.toContain('code')
    expect(readProposed({ ...part, outline: inventedFerry()['outline'] }, given)).toMatchObject({
      sceneId: 'metro',
    })
  })
})

describe('experts of a round', () => {
  const seat = (change: Partial<PanelSeat> = {}): PanelSeat => ({
    ...{ left: false, verdict: 'approve', inConflict: false },
    ...change,
  })

  it.each<[string, PanelSeat[], string]>([
    ['nobody', [], 'missing'],
    ['one who approves', [seat()], 'missing'],
    ['two who approve', [seat(), seat()], 'agreed'],
    ['two who approve and one who has not answered', [seat(), seat(), seat({ verdict: null })], 'missing'],
    ['two who approve and one who left', [seat(), seat(), seat({ left: true, verdict: null })], 'agreed'],
    ['one who approves and one who left after approving', [seat(), seat({ left: true })], 'missing'],
    ['one who asks for a change', [seat(), seat(), seat({ verdict: 'amend' })], 'against'],
    ['one who rejects', [seat({ verdict: 'reject' }), seat()], 'against'],
    ['one who speaks in her own cause', [seat(), seat(), seat({ inConflict: true })], 'inConflict'],
    [
      'one asked in her own cause who has not spoken',
      [seat(), seat(), seat({ inConflict: true, verdict: null })],
      'missing',
    ],
  ])('of which there are %s', (_who, seats, verdict) => {
    expect(panelVerdict(seats, 2)).toBe(verdict)
  })

  it('are in conflict with their own institution and with no other', () => {
    expect(isInConflict('A', ['A', null])).toBe(true)
    expect(isInConflict('A', ['B', null])).toBe(false)
  })

  it('have whole city days, figures of our own until a document gives others', () => {
    const terms = reviewTermsOn(parseCityDay('2026-05-04')!)
    expect(terms).toMatchObject({ formalCheckDays: 10, opinionDays: 20, opinionsNeeded: 2 })
    expect(dueAfter(new Date('2026-05-04T23:59:00+08:00'), 10)).toEqual(new Date('2026-05-15T00:00:00+08:00'))
  })

  it('sign a text in which everything they say stands', () => {
    const opinion = {
      ...{ expertId: 'zhou', proposalId: 'mpr_x', round: 2, recordDigest: 'ab', verdict: 'amend' as const },
      ...{ nameShown: false, text: '请补充数据来源。' },
    }
    const text = opinionText(opinion)
    for (const change of [
      { expertId: 'wu' },
      { proposalId: 'mpr_y' },
      { round: 3 },
      { recordDigest: 'cd' },
      { verdict: 'approve' as const },
      { nameShown: true },
      { text: '可以。' },
    ])
      expect(opinionText({ ...opinion, ...change })).not.toBe(text)
  })
})

describe('two versions', () => {
  const given = { code: 'T-1', version: 1, schemeId: 'shanghai', validFrom: parseCityDay('2026-05-04')! }
  const read = (record: Record<string, unknown>, change: object = {}) => {
    const methodology = readProposed(record, { ...given, ...change })
    if ('faults' in methodology) throw new Error(methodology.faults.join())
    return methodology
  }

  it('that are the same but for the order of fields do not differ', () => {
    const turned = Object.fromEntries(Object.entries(inventedFerry()).reverse())
    expect(methodologyDifferences(read(inventedFerry()), read(turned, { version: 2 }))).toEqual([])
  })

  it('differ field by field, also where only one has an outline', () => {
    const after = read(amendedFerry(), { version: 2, validFrom: parseCityDay('2026-06-01')! })
    const differences = methodologyDifferences(read(inventedFerry()), after)
    expect(differences.map(({ field }) => field).sort()).toEqual(['factors', 'formula', 'validFrom'])
    expect(differences.find(({ field }) => field === 'formula')).toEqual({
      field: 'formula',
      before: { kind: 'perBoarding', milligramsPerBoarding: 123_000 },
      after: { kind: 'perBoarding', milligramsPerBoarding: 100_000 },
    })
    const { outline: _outline, ...plain } = read(inventedFerry())
    expect(methodologyDifferences(plain, read(inventedFerry()))).toContainEqual({
      ...{ field: 'outline.boundary', before: null },
      after: { zh: '虚构，仅供测试', en: 'Invented for a test' },
    })
  })

  it('differ where a list is in another order or a word is another', () => {
    const [a, b] = [
      { zh: '甲', en: 'A' },
      { zh: '乙', en: 'B' },
    ]
    const order = (exclusions: object[]) => read(inventedFerry({ exclusions }))
    expect(methodologyDifferences(order([a, b]), order([b, a])).map(({ field }) => field)).toEqual([
      'exclusions',
    ])
    expect(methodologyDifferences(order([a, b]), order([a, b]))).toEqual([])
  })
})

describe('a draft over past rides', () => {
  const perMetre = (microgramsPerMeter: number) => ({ kind: 'perMetre', microgramsPerMeter }) as const
  const perBoarding = (milligramsPerBoarding: number) =>
    ({ kind: 'perBoarding', milligramsPerBoarding }) as const

  it('floors each ride by itself, and multiplies after that', () => {
    // 1,001 m at 97,999 µg/m are 98,096.999 mg: three such rides lose three fractions and not one.
    const group = { distanceMeters: 1_001, rides: 3n, inForce: perMetre(97_000) }
    expect(addToDraftSums(NO_RIDES, perMetre(97_999), group)).toEqual({
      ...{ rides: 3n, ridesWithoutDistance: 0n },
      inForceMilligrams: 291_291n,
      draftMilligrams: 294_288n,
    })
  })

  it('gives nothing to a ride without metres where metres are multiplied, and says how many', () => {
    const group = { distanceMeters: null, rides: 5n, inForce: perBoarding(422_000) }
    expect(addToDraftSums(NO_RIDES, perMetre(50_000), group)).toEqual({
      ...{ rides: 5n, ridesWithoutDistance: 5n, draftMilligrams: 0n },
      inForceMilligrams: 2_110_000n,
    })
  })

  it('adds up beyond what a safe number holds', () => {
    const group = { distanceMeters: 30_000, rides: 300_000_000n, inForce: null }
    expect(addToDraftSums(NO_RIDES, perMetre(97_000), group).draftMilligrams).toBe(873_000_000_000_000n)
    const twenty = Array.from({ length: 20 }, () => group)
    expect(
      twenty.reduce((sums, one) => addToDraftSums(sums, perMetre(97_000), one), NO_RIDES).draftMilligrams,
    ).toBe(17_460_000_000_000_000n)
  })

  it('shows a month of everybody described who rides in the scene, and of nobody else', () => {
    const compared = comparePersonas('ferry', perBoarding(123_000), null)
    expect(compared.map(({ personaId }) => personaId)).toEqual(['ferry-crosser', 'sunday-visitor'])
    expect(compared[0]?.sums).toEqual({
      ...{ rides: 44n, ridesWithoutDistance: 0n, inForceMilligrams: 0n },
      draftMilligrams: 5_412_000n,
    })
    expect(comparePersonas('metro', perMetre(90_000), perMetre(97_000))[0]).toMatchObject({
      personaId: 'metro-commuter',
      sums: { inForceMilligrams: 64_020_000n, draftMilligrams: 59_400_000n },
    })
    expect(comparePersonas('tram', perBoarding(1), null)).toEqual([])
  })
})
