import type { PublicProjectSummary } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { projectEntryWords } from '../../../i18n/register/project'
import { projectStateWords, registerWords } from '../../../i18n/register/register'
import { signOfKind, useRegisterStores } from '../../../stores/register'
import { Button, Chips, Empty, List, Row, SceneGlyph, Stamp } from '../../../ui'
import { Loaded } from '../../resident/parts'
import { useCityMass } from './city-mass'
import { NothingFound } from './rule-and-scene-lists'
import { useProjectName } from './use-project-name'

const STATES = ['all', 'tracking', 'crediting', 'suspended', 'ended'] as const

export const STAMPS = { crediting: 'done', tracking: 'done', suspended: 'refused', ended: 'plain' } as const

/** Approved projects, a page at a time, under the search and one state. */
export const ProjectList = observer(function ProjectList() {
  const { register } = useRegisterStores()
  const say = useWords(registerWords)
  const sayState = useWords(projectStateWords)
  return (
    <>
      <Chips
        label={say('states')}
        options={STATES.map((value) => ({ value, name: value === 'all' ? say('all') : sayState(value) }))}
        chosen={register.state}
        onChoose={(state) => void register.chooseState(state)}
      />
      <Loaded remote={register.projects.remote} onRetry={() => register.load()}>
        {({ items, total }) => (
          <>
            {items.length === 0 &&
              (register.text || register.state !== 'all' ? <NothingFound /> : <NoProjects />)}
            <List>
              {items.map((project) => (
                <ProjectRow project={project} key={project.projectId} />
              ))}
            </List>
            <Turning total={total} />
          </>
        )}
      </Loaded>
    </>
  )
})

function ProjectRow({ project }: { project: PublicProjectSummary }) {
  const { navigation } = useRegisterStores()
  const say = useWords(registerWords)
  const sayEntry = useWords(projectEntryWords)
  const sayState = useWords(projectStateWords)
  const nameOf = useProjectName()
  const massOf = useCityMass()
  const { projectId, kind, district, state, issuedMilligrams } = project
  const issued =
    issuedMilligrams === '0' ? say('notIssued') : say('issued', { mass: massOf(issuedMilligrams) })
  return (
    <Row
      glyph={<SceneGlyph scene={signOfKind(kind)} />}
      title={nameOf(project)}
      detail={
        <>
          <View>{district ?? sayEntry('noDistrict')}</View>
          <View>{issued}</View>
        </>
      }
      end={<Stamp kind={STAMPS[state]}>{sayState(state)}</Stamp>}
      onTap={() => void navigation.open('project-entry', { projectId })}
    />
  )
}

function NoProjects() {
  const say = useWords(registerWords)
  return <Empty glyph="shield" title={say('noProjects')} detail={say('noProjectsDetail')} />
}

/** The way to the next page and back; nothing where all is on one. */
const Turning = observer(function Turning({ total }: { total: number }) {
  const { register } = useRegisterStores()
  const say = useWords(registerWords)
  const { pageNo, hasNext } = register
  if (pageNo === 1 && !hasNext) return null
  return (
    <View>
      <Text className="note">{say('page', { page: pageNo, total })}</Text>
      {hasNext && (
        <Button kind="quiet" onTap={() => register.next()}>
          {say('next')}
        </Button>
      )}
      {pageNo > 1 && (
        <Button kind="quiet" onTap={() => register.previous()}>
          {say('previous')}
        </Button>
      )}
    </View>
  )
})
