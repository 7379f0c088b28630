import type { PublicProject } from '#contract'
import { Text, View } from '@tarojs/components'
import { sizeText, useLocale, useWords } from '../../../i18n'
import { projectEntryWords } from '../../../i18n/register/project'
import { useRegisterStores } from '../../../stores/register'
import { Heading, LinkButton } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** What a project is, as far as anybody may know it. */
export function ProjectFacts({ project }: { project: PublicProject }) {
  const { navigation } = useRegisterStores()
  const say = useWords(projectEntryWords)
  const named = useNamed()
  const { owner, district, methodology, startYear, creditable, projectId } = project
  const { fromYear: from, toYear: to } = creditable
  const lines = [
    [say('owner'), owner ? named(owner) : say('person')],
    [say('district'), district ?? say('noDistrict')],
    [say('size'), useSize()(project)],
    [say('started'), say('year', { year: startYear })],
    [say('creditable'), to === null ? say('yearsOpen', { from }) : say('years', { from, to })],
    [say('rule'), say('ruleValue', methodology)],
    [say('id'), projectId],
  ] as const
  return (
    <>
      <Heading>{say('facts')}</Heading>
      {lines.map(([name, value]) => (
        <View className="tr reg-tr" key={name}>
          <Text className="reg-k">{name}</Text>
          <Text className="reg-code">{value}</Text>
        </View>
      ))}
      <LinkButton onTap={() => void navigation.open('rule-entry', { code: methodology.code })}>
        {say('ruleLink')}
      </LinkButton>
      <Text className="note">{say('address')}</Text>
    </>
  )
}

function useSize(): (project: PublicProject) => string {
  const locale = useLocale()
  const say = useWords(projectEntryWords)
  return ({ size: { value, unit, isRounded } }) => {
    const size = sizeText(value, unit, locale)
    return isRounded ? say('rounded', { size }) : size
  }
}
