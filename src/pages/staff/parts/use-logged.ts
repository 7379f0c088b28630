import type { LoggedAction } from '#contract'
import { useWords } from '../../../i18n'
import { actionNameWords, actorWords } from '../../../i18n/staff/action-names'

/** What an entry of the log is called, and who made it; what has no word yet stands by its code. */
export const useLogged = () => {
  const sayAction = useWords(actionNameWords)
  const sayActor = useWords(actorWords)
  return {
    nameOf: ({ action }: LoggedAction): string => (isNamed(action) ? sayAction(action) : action),
    actorOf: ({ actor }: LoggedAction): string => {
      const [kind = '', id = ''] = actor.split(':')
      return isKind(kind) ? sayActor(kind, { id }) : actor
    },
  }
}

const isNamed = (action: string): action is keyof typeof actionNameWords => action in actionNameWords
const isKind = (kind: string): kind is keyof typeof actorWords => kind in actorWords
