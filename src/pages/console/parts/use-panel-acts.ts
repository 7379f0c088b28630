import type { StaffProposal } from '#contract'
import { useWords } from '../../../i18n'
import {
  methodologiesWords,
  methodologyActWords,
  methodologyWords,
} from '../../../i18n/console/methodologies'
import { useConsoleStores, type Seat } from '../../../stores/console'
import { useNamed } from '../../resident/parts'
import { useAsked, type StaffAct } from '../../staff/parts'

/** How a proposal is spoken of before anything irreversible. */
export function useProposalLine(proposal: StaffProposal): string {
  const say = useWords(methodologyActWords)
  const sayList = useWords(methodologiesWords)
  const named = useNamed()
  const { name: given, code, version, round: n } = proposal
  const name = given ? named(given) : sayList('unnamed')
  return code === null || version === null
    ? say('about', { name, n })
    : say('aboutVersion', { name, code, version, n })
}

/** Asks one expert of the pool in one of her fields. */
export function useAskAct(proposal: StaffProposal): StaffAct {
  const { proposal: store, methodologyApi: api } = useConsoleStores()
  const say = useWords(methodologyActWords)
  const { choice } = useAsked()
  const about = useProposalLine(proposal)
  const options = useFreeExperts(proposal)
  return {
    id: 'ask',
    name: say('ask'),
    title: say('askAsk'),
    about,
    effect: options.length === 0 ? say('expertNone') : say('askEffect'),
    yes: say('askYes'),
    asks: [choice({ name: 'expert', label: say('expert'), options })],
    done: say('askDone', { name: '' }).trim(),
    perform({ expert = '' }) {
      const [expertId = '', field = ''] = expert.split('/')
      return store.carryOut(['ask', expertId, field], (id, options) =>
        api.ask(id, { expertId, field }, options),
      )
    },
  }
}

/** Puts another expert of the same field in a seat. */
export function useReplaceAct(proposal: StaffProposal, seat: Seat): StaffAct {
  const { proposal: store, methodologyApi: api } = useConsoleStores()
  const say = useWords(methodologyActWords)
  const sayPanel = useWords(methodologyWords)
  const { choice } = useAsked()
  const about = useProposalLine(proposal)
  const options = useFreeExperts(proposal, seat.field)
  return {
    id: `replace ${seat.expertId}`,
    name: sayPanel('replace'),
    label: sayPanel('replaceNamed', { name: seat.name }),
    kind: 'quiet',
    title: say('replaceAsk', { name: seat.name }),
    about,
    effect: options.length === 0 ? say('expertNone') : say('replaceEffect'),
    yes: say('replaceYes'),
    asks: [choice({ name: 'expert', label: say('expert'), options })],
    done: say('replaceDone'),
    perform({ expert = '' }) {
      const [expertId = ''] = expert.split('/')
      return store.carryOut(['replace', seat.expertId, expertId], (id, options) =>
        api.replace(id, seat.expertId, expertId, options),
      )
    },
  }
}

/** Who of the pool has not been asked in this round, a choice for each of her fields. */
function useFreeExperts({ seats, round }: StaffProposal, only?: string) {
  const { experts } = useConsoleStores()
  const asked = seats.filter((seat) => seat.round === round).map(({ expertId }) => expertId)
  return (experts.list.shown?.items ?? [])
    .filter(({ active, expertId }) => active && !asked.includes(expertId))
    .flatMap(({ expertId, name, fields }) =>
      fields
        .filter((field) => only === undefined || field === only)
        .map((field) => ({ value: `${expertId}/${field}`, name: `${name} · ${field}` })),
    )
}
