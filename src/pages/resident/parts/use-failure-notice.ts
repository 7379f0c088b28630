import type { ApiFailure } from '../../../api'
import type { HostRefusal } from '../../../host'
import { actFailureLine, useLocale, useWords } from '../../../i18n'
import { hostWords } from '../../../i18n/resident/scenes'
import { useStores } from '../../../stores'

/** Says in passing why something she asked for was not done, and what to do. */
export function useFailureNotice(): (why: { failure: ApiFailure } | { refusal: HostRefusal }) => void {
  const { ui } = useStores()
  const locale = useLocale()
  const say = useWords(hostWords)
  return (why) => {
    ui.say('refusal' in why ? say(why.refusal) : actFailureLine(why.failure, locale))
  }
}
