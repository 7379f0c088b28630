import type { StaffSceneApplication } from '#contract'
import { useWords } from '../../../i18n'
import { sceneActWords } from '../../../i18n/console/scenes'
import { useConsoleStores } from '../../../stores/console'
import { useAsked, type StaffAct } from '../../staff/parts'
import { useDay } from './use-day'
import { useSceneLine } from './use-scene-acts'

/** Her office's word on the extension that is asked for. */
export function useExtensionActs(application: StaffSceneApplication): Record<'agree' | 'sendBack', StaffAct> {
  const { scene: store, sceneApi: api } = useConsoleStores()
  const say = useWords(sceneActWords)
  const { reasons } = useAsked()
  const { day } = useDay()
  const about = useSceneLine(application)
  const asked = application.extensions.find(({ state }) => state === 'asked')
  const number = String(asked?.extensionNo ?? '')
  return {
    agree: {
      ...{ id: 'extend', about, name: say('extend') },
      title: say('extendAsk', { day: asked ? day(asked.until) : '' }),
      effect: say('extendEffect'),
      yes: say('extendYes'),
      done: say('extendDone'),
      perform: () =>
        store.carryOut(['extend', number], (id, options) =>
          api.reviewExtension(id, { verdict: 'approve' }, options),
        ),
    },
    sendBack: {
      ...{ id: 'refuseExtension', about, name: say('refuseExtension'), kind: 'danger' },
      title: say('refuseExtensionAsk'),
      effect: say('refuseExtensionEffect'),
      yes: say('refuseExtensionYes'),
      done: say('refuseExtensionDone'),
      asks: [reasons()],
      perform: ({ reasons: said = '' }) =>
        store.carryOut(['refuse-extension', number, said], (id, options) =>
          api.reviewExtension(id, { verdict: 'return', reasons: said }, options),
        ),
    },
  }
}
