import type { Membership } from '#contract'
import { useLocale, useWords } from '../../../i18n'
import { memberRoleWords, workWords } from '../../../i18n/merchant/work'
import { useNamed } from '../../resident/parts'

type Place = Pick<Membership, 'institution' | 'role' | 'shops'>

/** What somebody is for an institution, and where, in words. */
export function useMembershipText(): (place: Place) => {
  readonly institution: string
  readonly role: string
  readonly shops: string
} {
  const locale = useLocale()
  const named = useNamed()
  const say = useWords(workWords)
  const sayRole = useWords(memberRoleWords)
  return ({ institution, role, shops }) => ({
    institution: named(institution),
    role: sayRole(role),
    shops:
      shops.length === 0
        ? say('noShops')
        : role === 'cashier'
          ? shops.map(({ name }) => named(name)).join(locale === 'zh' ? '、' : ', ')
          : say('allShops'),
  })
}
