import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { useWords } from '../../i18n'
import { registerWords } from '../../i18n/register/register'
import { LISTS, useRegisterStores, type ListName } from '../../stores/register'
import { Field, Heading, SegmentedControl } from '../../ui'
import { RegisterPage, useRegisterShown } from './parts'
import { ProjectList } from './parts/project-list'
import { RuleList, SceneList } from './parts/rule-and-scene-lists'

/** The three lists of the register: one at a time on a phone, side by side on a wide screen. */
export default observer(function Register() {
  const { register } = useRegisterStores()
  const say = useWords(registerWords)
  const names = useListNames()
  useRegisterShown(() => register.load())
  return (
    <RegisterPage title={say('title')} isHome>
      <Text className="note">{say('intro')}</Text>
      <Field
        label={say('search')}
        value={register.text}
        onChange={(text) => register.search(text)}
        lengthMax={40}
      />
      <View className="reg-pick">
        <SegmentedControl
          label={say('lists')}
          options={LISTS.map((value) => ({ value, name: names[value] }))}
          chosen={register.list}
          onChoose={(list) => register.choose(list)}
        />
      </View>
      <View className="reg-cols">
        <Column name="rules">
          <RuleList />
        </Column>
        <Column name="scenes">
          <SceneList />
        </Column>
        <Column name="projects">
          <ProjectList />
        </Column>
      </View>
    </RegisterPage>
  )
})

/** Each list with how many it has under what is searched; nothing is said of a count that is not known. */
function useListNames(): Record<ListName, string> {
  const { register } = useRegisterStores()
  const say = useWords(registerWords)
  const { rules, scenes, projects } = register
  return {
    rules: say('rules', { n: rules.shown ? register.foundRules.length : '' }),
    scenes: say('scenes', { n: scenes.shown ? register.foundScenes.length : '' }),
    projects: say('projects', { n: projects.shown?.total ?? '' }),
  }
}

const Column = observer(function Column({ name, children }: { name: ListName; children: ReactNode }) {
  const { register } = useRegisterStores()
  const names = useListNames()
  return (
    <View className={register.list === name ? 'reg-col reg-on' : 'reg-col'}>
      <View className="reg-name">
        <Heading>{names[name]}</Heading>
      </View>
      {children}
    </View>
  )
})
