import type { Expert } from '#contract'
import { isCreditCode } from '#domain/institution'
import { useWords } from '../../../i18n'
import { expertPoolWords } from '../../../i18n/console/lists'
import { useConsoleStores } from '../../../stores/console'
import { useAsked, type StaffAct } from '../../staff/parts'

const EXPERT_ID = /^[a-z][a-z0-9-]{1,31}$/
const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/
const ANYTHING = /\S/
const FIELDS = /^[^、，,]{2,40}([、，,][^、，,]{2,40}){0,7}$/

/** Takes somebody into the pool by the public half of a key only she has. */
export function useInviteExpert(): StaffAct {
  const { experts } = useConsoleStores()
  const say = useWords(expertPoolWords)
  const { text } = useAsked()
  const filled = { test: ANYTHING, wrong: say('textFault') }
  return {
    ...{ id: 'invite', name: say('invite'), title: say('inviteAsk'), about: say('inviteAbout') },
    effect: say('inviteEffect'),
    yes: say('inviteYes'),
    done: say('inviteDone'),
    asks: [
      text({
        ...{ name: 'expertId', label: say('expertId'), hint: say('expertIdHint'), lengthMax: 32 },
        ...{ test: EXPERT_ID, wrong: say('expertIdFault') },
      }),
      text({ name: 'name', label: say('name'), lengthMax: 40, ...filled }),
      text({
        ...{ name: 'fields', label: say('fields'), hint: say('fieldsHint'), lengthMax: 340 },
        ...{ test: FIELDS, wrong: say('fieldsFault') },
      }),
      text({ name: 'institution', label: say('institution'), lengthMax: 80, ...filled }),
      {
        ...{ name: 'creditCode', label: say('creditCode'), lengthMax: 18 },
        fault: (code) => (isCreditCode(code) ? undefined : say('creditCodeFault')),
      },
      text({
        ...{ name: 'publicKey', label: say('publicKey'), hint: say('publicKeyHint'), lengthMax: 60 },
        ...{ test: PUBLIC_KEY, wrong: say('publicKeyFault') },
      }),
    ],
    perform: ({ expertId = '', name = '', fields = '', institution = '', creditCode = '', publicKey = '' }) =>
      experts.invite({
        ...{ expertId, name, institution, creditCode, publicKey },
        fields: fields.split(/[、，,]/).map((field) => field.trim()),
      }),
  }
}

/** Lets an expert go; what she signed stays. */
export function useDismissExpert({ expertId, name }: Expert): StaffAct {
  const { experts } = useConsoleStores()
  const say = useWords(expertPoolWords)
  return {
    ...{ id: `dismiss ${expertId}`, name: say('dismiss'), kind: 'danger' },
    label: say('dismissNamed', { name }),
    title: say('dismissAsk', { name }),
    about: name,
    effect: say('dismissEffect'),
    yes: say('dismissYes'),
    done: say('dismissDone'),
    perform: () => experts.dismiss(expertId),
  }
}
