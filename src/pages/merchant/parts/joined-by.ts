import type { Member } from '#contract'
import { useWords } from '../../../i18n'
import { membersWords } from '../../../i18n/merchant/members'

const APPS = ['suishenban', 'wechat', 'alipay', 'web'] as const
type App = (typeof APPS)[number]

/** What the app somebody joined by is called; undefined where it was not noted, or is one we have no name for. */
export function useJoinedBy(): (member: Pick<Member, 'hostId'>) => string | undefined {
  const say = useWords(membersWords)
  return ({ hostId }) => {
    const app = APPS.find((one): one is App => one === hostId)
    return app && say(app)
  }
}
