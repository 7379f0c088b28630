import type { StaffProposal } from '#contract'
import { parseCityDay } from '#domain/calendar'
import { useWords } from '../../../i18n'
import { methodologyActWords } from '../../../i18n/console/methodologies'
import { useStores } from '../../../stores'
import { useConsoleStores, type MethodologyActs } from '../../../stores/console'
import { halfWidth } from '../../../stores/read-whole'
import { useAsked, type Asked, type StaffAct } from '../../staff/parts'
import { useDay } from './use-day'
import { useProposalLine } from './use-panel-acts'

const CODE = /^[A-Z0-9][A-Z0-9-]{2,63}$/

/** The centre's steps of a proposal, and the name under its publication. */
export function useProposalActs(
  proposal: StaffProposal,
  { dayOfOther }: MethodologyActs,
): Record<'beginCheck' | 'passCheck' | 'giveBack' | 'close' | 'sign', StaffAct> {
  const { proposal: store, methodologyApi: api } = useConsoleStores()
  const say = useWords(methodologyActWords)
  const { reasons } = useAsked()
  const about = useProposalLine(proposal)
  const sign = useSignAct(proposal, dayOfOther)
  const { code, effectOf } = useCodeAsked(proposal)
  return {
    sign,
    beginCheck: {
      ...{ id: 'beginCheck', name: say('beginCheck'), title: say('beginCheckAsk'), about },
      effect: say('beginCheckEffect'),
      yes: say('beginCheckYes'),
      done: say('beginCheckDone'),
      perform: () => store.carryOut(['check'], api.beginCheck),
    },
    passCheck: {
      ...{ id: 'passCheck', name: say('passCheck'), title: say('passCheckAsk'), about },
      effect: ({ code: given = '' }) => effectOf(given),
      yes: say('passCheckYes'),
      done: say('passCheckDone'),
      asks: proposal.revises === null ? [code] : [],
      perform: ({ code: given }) =>
        store.carryOut(['accept', given ?? ''], (id, options) => api.accept(id, given ?? null, options)),
    },
    giveBack: {
      ...{ id: 'giveBack', name: say('giveBack'), title: say('giveBackAsk'), about, kind: 'danger' },
      effect: say('giveBackEffect'),
      yes: say('giveBackYes'),
      done: say('giveBackDone'),
      asks: [reasons()],
      perform: ({ reasons: said = '' }) =>
        store.carryOut(['return', said], (id, options) => api.giveBack(id, said, options)),
    },
    close: {
      ...{ id: 'close', name: say('close'), title: say('closeAsk'), about, kind: 'danger' },
      effect: say('closeEffect'),
      yes: say('closeYes'),
      done: say('closeDone'),
      asks: [reasons()],
      perform: ({ reasons: said = '' }) =>
        store.carryOut(['close', said], (id, options) => api.close(id, said, options)),
    },
  }
}

/**
 * The code of a new methodology. One that only said why this scene does not count may be taken up, and that is said before the yes; any
 * other that is in use is marked, as the service refuses it.
 */
function useCodeAsked({ record }: StaffProposal): { code: Asked; effectOf: (code: string) => string } {
  const { methodology } = useStores()
  const say = useWords(methodologyActWords)
  const kept = (code: string) => methodology.list.shown?.items.filter((one) => one.code === code) ?? []
  const isFree = (code: string) =>
    kept(code).every(({ status, sceneId }) => status === 'disabled' && sceneId === record['sceneId'])
  return {
    code: {
      ...{ name: 'code', label: say('code'), hint: say('codeHint') },
      fault(written) {
        if (!CODE.test(written)) return say('codeFault')
        return isFree(written) ? undefined : say('codeTaken')
      },
    },
    effectOf(written) {
      const n = methodology.find(written)?.version
      if (n === undefined || !isFree(written)) return say('passCheckEffect')
      return say('passCheckTakesUp', { code: written, n, next: n + 1 })
    },
  }
}

/** Her name under the very record that was handed in last, and a first day; the other office's day is filled in for her to judge. */
function useSignAct(proposal: StaffProposal, dayOfOther: string | undefined): StaffAct {
  const { proposal: store, methodologyApi: api } = useConsoleStores()
  const say = useWords(methodologyActWords)
  const { day: askDay } = useAsked()
  const { day, today } = useDay()
  const about = useProposalLine(proposal)
  return {
    ...{ id: 'sign', name: say('sign'), title: say('signAsk'), about },
    digest: proposal.rounds.find(({ round }) => round === proposal.round)?.recordDigest,
    effect: dayOfOther === undefined ? say('signFirst') : say('signSecond', { day: day(dayOfOther) }),
    yes: say('signYes'),
    done: say('signDone'),
    asks: [askDay({ label: say('day'), initial: dayOfOther, from: today() })],
    perform({ day: written = '' }) {
      const first = parseCityDay(halfWidth(written)) ?? written
      return store.carryOut(['sign', first], (id, options) => api.sign(id, first, options))
    },
  }
}
