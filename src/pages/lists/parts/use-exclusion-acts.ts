import type { Exclusion, ExclusionRequest } from '#contract'
import { parseCityDay } from '#domain/calendar'
import { useWords } from '../../../i18n'
import { exclusionWords } from '../../../i18n/console/lists'
import { useConsoleStores } from '../../../stores/console'
import { halfWidth } from '../../../stores/read-whole'
import { useAsked, type StaffAct } from '../../staff/parts'
import { useDay } from '../../console/parts'

const SCHEMES: readonly ExclusionRequest['scheme'][] = ['ets', 'ccer', 'other']
const KINDS: readonly ExclusionRequest['siteKey']['kind'][] = [
  'gridAccount',
  'landParcel',
  'meter',
  'creditCode',
  'projectNo',
]
const KEY = /^[A-Za-z0-9 -]{4,64}$/
const ANYTHING = /\S/
const SOURCE = /^.{2,}$/s

/** A new entry: one site by one key, one scheme, from a day on. */
export function useEnterExclusion(): StaffAct {
  const { exclusions } = useConsoleStores()
  const say = useWords(exclusionWords)
  const { choice, day, text } = useAsked()
  return {
    ...{ id: 'enter', name: say('enter'), title: say('enterAsk'), about: say('enterAbout') },
    effect: say('enterEffect'),
    yes: say('enterYes'),
    done: say('enterDone'),
    asks: [
      choice({
        name: 'scheme',
        label: say('scheme'),
        options: SCHEMES.map((value) => ({ value, name: say(value) })),
      }),
      text({
        name: 'schemeName',
        label: say('schemeName'),
        lengthMax: 80,
        test: ANYTHING,
        wrong: say('textFault'),
      }),
      choice({
        name: 'kind',
        label: say('keyKind'),
        options: KINDS.map((value) => ({ value, name: say(value) })),
      }),
      text({ name: 'value', label: say('keyValue'), test: KEY, wrong: say('keyFault') }),
      day({ label: say('day') }),
      text({
        name: 'source',
        label: say('sourceLabel'),
        kind: 'long',
        test: SOURCE,
        wrong: say('textFault'),
      }),
    ],
    perform({ scheme, schemeName = '', kind, value = '', day: from = '', source = '' }) {
      return exclusions.enter({
        scheme: SCHEMES.find((known) => known === scheme) ?? 'other',
        schemeName,
        siteKey: { kind: KINDS.find((known) => known === kind) ?? 'gridAccount', value },
        from: parseCityDay(halfWidth(from)) ?? from,
        to: null,
        source,
      })
    },
  }
}

/** The end of an entry, with a day and a reason. */
export function useEndExclusion({ entryId, siteKey }: Exclusion): StaffAct {
  const { exclusions } = useConsoleStores()
  const say = useWords(exclusionWords)
  const { day, reasons } = useAsked()
  const { today } = useDay()
  return {
    ...{ id: `end ${entryId}`, name: say('end'), title: say('endAsk'), kind: 'danger' },
    label: say('endNamed', { value: siteKey.value }),
    about: say('site', { kind: say(siteKey.kind), value: siteKey.value }),
    effect: say('endEffect'),
    yes: say('endYes'),
    done: say('endDone'),
    asks: [day({ label: say('endDay'), initial: today() }), reasons()],
    perform: ({ day: to = '', reasons: said = '' }) =>
      exclusions.end(entryId, parseCityDay(halfWidth(to)) ?? to, said),
  }
}
