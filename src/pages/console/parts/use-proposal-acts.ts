import type { StaffProposal } from '#contract'
import { parseCityDay } from '#domain/calendar'
import { useWords } from '../../../i18n'
import { methodologyActWords } from '../../../i18n/console/methodologies'
import { useConsoleStores, type MethodologyActs } from '../../../stores/console'
import { halfWidth } from '../../../stores/read-whole'
import { useAsked, type StaffAct } from '../../staff/parts'
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
  const { reasons, text } = useAsked()
  const about = useProposalLine(proposal)
  const sign = useSignAct(proposal, dayOfOther)
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
      effect: say('passCheckEffect'),
      yes: say('passCheckYes'),
      done: say('passCheckDone'),
      asks:
        proposal.revises === null
          ? [
              text({
                ...{ name: 'code', label: say('code'), hint: say('codeHint') },
                ...{ test: CODE, wrong: say('codeFault') },
              }),
            ]
          : [],
      perform: ({ code }) =>
        store.carryOut(['accept', code ?? ''], (id, options) => api.accept(id, code ?? null, options)),
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
