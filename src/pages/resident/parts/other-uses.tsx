import type { OtherHolding } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { Text } from '@tarojs/components'
import { useLocale, useWords } from '../../../i18n'
import { otherUseWords } from '../../../i18n/resident/home'
import { useMassName } from '../../../ui'

/** Reductions that by their class may not become points, each kind with what the rules of the day let it become. */
export function OtherUses({ holdings }: { holdings: readonly OtherHolding[] }) {
  const locale = useLocale()
  const say = useWords(otherUseWords)
  const massName = useMassName()
  return (
    <>
      {holdings.map(({ methodologyClass, milligrams: held, uses }) => {
        const mass = massName(massText(milligrams(held)))
        const named = uses.map((use) => say(use)).join(locale === 'zh' ? '、' : ', ')
        return (
          <Text className="note" key={methodologyClass}>
            {uses.length > 0 ? say('other', { mass, uses: named }) : say('useless', { mass })}
          </Text>
        )
      })}
    </>
  )
}
