import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { PublicProject } from '#contract'
import { observer } from 'mobx-react-lite'
import { useWords, useRecordDay } from '../../i18n'
import { projectEntryWords } from '../../i18n/register/project'
import { projectStateWords } from '../../i18n/register/register'
import { turnWords } from '../../i18n/register/scene'
import { signOfKind, useRegisterStores } from '../../stores/register'
import { Card, Heading, List, Row, SceneGlyph, Stamp, Tip } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { RegisterPage, useRegisterShown } from './parts'
import { useCityMass } from './parts/city-mass'
import { Issued } from './parts/issued'
import { ProjectFacts } from './parts/project-facts'
import { STAMPS } from './parts/project-list'
import { useProjectName } from './parts/use-project-name'

/** One approved project: where it stands and what was issued, without anything a person could be known by. */
export default observer(function ProjectEntry() {
  const { project } = useRegisterStores()
  const { projectId = '' } = useRouter().params
  const say = useWords(projectEntryWords)
  useRegisterShown(() => project.open(projectId))
  return (
    <RegisterPage title={say('title')}>
      {/* Another entry may still be the shown one while this page opens. */}
      {(project.id === projectId || project.id === '') && (
        <Loaded remote={project.value.remote} onRetry={() => project.open(projectId)}>
          {(entry) => <Parts project={entry} />}
        </Loaded>
      )}
    </RegisterPage>
  )
})

function Parts({ project }: { project: PublicProject }) {
  return (
    <>
      <Head project={project} />
      <View className="reg-two">
        <View className="reg-half">
          <ProjectFacts project={project} />
        </View>
        <View className="reg-half">
          <Issued project={project} />
          <History project={project} />
        </View>
      </View>
    </>
  )
}

function Head({ project }: { project: PublicProject }) {
  const say = useWords(projectEntryWords)
  const sayState = useWords(projectStateWords)
  const named = useNamed()
  const nameOf = useProjectName()
  const massOf = useCityMass()
  const { kind, kindName, state, issuedMilligrams, name } = project
  return (
    <Card>
      <View className="split">
        <View className="scene-h">
          <SceneGlyph scene={signOfKind(kind)} />
          <View className="h1">{nameOf(project)}</View>
        </View>
        <Stamp kind={STAMPS[state]}>{sayState(state)}</Stamp>
      </View>
      <View className="note">{named(kindName)}</View>
      <View className="note">{say('total')}</View>
      <View className="lead accent nums">{massOf(issuedMilligrams)}</View>
      {name === null && <Tip glyph="shield">{say('hidden')}</Tip>}
    </Card>
  )
}

/** When it was approved, suspended, taken up again or ended; why, where that may be told. */
function History({ project: { history } }: { project: PublicProject }) {
  const say = useWords(projectEntryWords)
  const sayTurn = useWords(turnWords)
  const day = useRecordDay()
  return (
    <>
      <Heading>{say('history')}</Heading>
      <List>
        {history.map(({ kind, on, reasons }, place) => (
          <Row key={`${place} ${kind}`} title={`${day(on)} ${sayTurn(kind)}`} detail={reasons} />
        ))}
      </List>
    </>
  )
}
