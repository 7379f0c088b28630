import type { StaffSceneApplication } from '#contract'
import { parseCityDay } from '#domain/calendar'
import { useWords } from '../../../i18n'
import { sceneActWords } from '../../../i18n/console/scenes'
import { useConsoleStores, type OfficeWord } from '../../../stores/console'
import { halfWidth } from '../../../stores/read-whole'
import { useSceneName } from '../../resident/parts'
import { useAsked, type StaffAct } from '../../staff/parts'
import { useDay } from './use-day'
import { useOperatorName } from './use-operator-name'

/** How an application is spoken of before anything irreversible. */
export function useSceneLine({ sceneId, operatorId, round }: StaffSceneApplication): string {
  const say = useWords(sceneActWords)
  const sceneName = useSceneName()
  const operatorName = useOperatorName()
  return say('about', { scene: sceneName(sceneId), operator: operatorName(operatorId), n: round })
}

type Act = 'approve' | 'giveBack' | 'beginTest' | 'passTest' | 'open' | 'suspend' | 'resume'

/** The offices' steps of an application. */
export function useSceneActs(
  application: StaffSceneApplication,
  { dayOfOther }: OfficeWord,
): Record<Act, StaffAct> {
  const { scene: store, sceneApi: api } = useConsoleStores()
  const say = useWords(sceneActWords)
  const { reasons, text } = useAsked()
  const about = useSceneLine(application)
  const approve = useApproveAct(application, dayOfOther)
  const words = (id: Act) => ({
    ...{ id, about, name: say(id), title: say(`${id}Ask`), yes: say(`${id}Yes`), done: say(`${id}Done`) },
  })
  return {
    approve,
    beginTest: {
      ...words('beginTest'),
      effect: say('beginTestEffect'),
      perform: () => store.carryOut(['test'], api.beginTest),
    },
    passTest: {
      ...words('passTest'),
      effect: say('passTestEffect'),
      asks: [
        text({
          ...{ name: 'rank', label: say('rank'), kind: 'number', lengthMax: 2, initial: '1' },
          ...{ test: /^[1-9]\d?$/, wrong: say('rankFault') },
        }),
      ],
      perform: ({ rank = '' }) =>
        store.carryOut(['connect', rank], (id, options) => api.passTest(id, Number(rank), options)),
    },
    open: {
      ...words('open'),
      effect: say('openEffect'),
      perform: () => store.carryOut(['open'], api.open),
    },
    giveBack: {
      ...words('giveBack'),
      kind: 'danger',
      effect: say('giveBackEffect'),
      asks: [reasons()],
      perform: ({ reasons: said = '' }) =>
        store.carryOut(['return', said], (id, options) =>
          api.review(id, { verdict: 'return', reasons: said }, options),
        ),
    },
    suspend: {
      ...words('suspend'),
      kind: 'danger',
      effect: say('suspendEffect'),
      asks: [reasons()],
      perform: ({ reasons: said = '' }) =>
        store.carryOut(['suspend', said], (id, options) => api.suspend(id, said, options)),
    },
    resume: {
      ...words('resume'),
      effect: say('resumeEffect'),
      asks: [reasons()],
      perform: ({ reasons: said = '' }) =>
        store.carryOut(['resume', said], (id, options) => api.resume(id, said, options)),
    },
  }
}

/** Her office's approval until a day, under the very record that was handed in last. */
function useApproveAct(application: StaffSceneApplication, dayOfOther: string | undefined): StaffAct {
  const { scene: store, sceneApi: api } = useConsoleStores()
  const say = useWords(sceneActWords)
  const { day: askDay } = useAsked()
  const { day, today } = useDay()
  const about = useSceneLine(application)
  return {
    ...{ id: 'approve', about, name: say('approve'), title: say('approveAsk') },
    digest: application.rounds.find(({ round }) => round === application.round)?.recordDigest,
    effect: dayOfOther === undefined ? say('approveFirst') : say('approveSecond', { day: day(dayOfOther) }),
    yes: say('approveYes'),
    done: say('approveDone'),
    asks: [askDay({ label: say('until'), initial: dayOfOther, from: today() })],
    perform({ day: written = '' }) {
      const until = parseCityDay(halfWidth(written)) ?? written
      return store.carryOut(['approve', until], (id, options) =>
        api.review(id, { verdict: 'approve', until }, options),
      )
    },
  }
}
