import type { ProjectVerdictRequest, StaffProject } from '#contract'
import { useLocale, useWords } from '../../../i18n'
import { projectActWords } from '../../../i18n/console/projects'
import { runMassText } from '../../../i18n/staff/run-mass'
import { useConsoleStores, type ProjectActs } from '../../../stores/console'
import { useAsked, type StaffAct } from '../../staff/parts'

type Turn = 'find' | 'suspend' | 'resume' | 'end'
const PATHS = { find: 'findings', suspend: 'suspension', resume: 'resumption', end: 'end' } as const

/** The steps of a project: the centre's, and the verdict of two bodies on it and its first reduction in one. */
export function useProjectActs(
  project: StaffProject,
  may: ProjectActs,
): Record<'accept' | 'giveBack' | 'approve' | 'refuse' | Turn, StaffAct> {
  const { project: store, projectApi: api } = useConsoleStores()
  const say = useWords(projectActWords)
  const { reasons } = useAsked()
  const about = say('about', { name: project.name, n: project.round })
  const words = (id: 'accept' | 'giveBack' | Turn) => ({
    ...{ id, about, name: say(id), title: say(`${id}Ask`), effect: say(`${id}Effect`) },
    ...{ yes: say(`${id}Yes`), done: say(`${id}Done`) },
  })
  const turn = (id: Turn): StaffAct => ({
    ...words(id),
    kind: id === 'find' || id === 'resume' ? 'quiet' : 'danger',
    asks: [reasons(say('words'))],
    perform: ({ reasons: said = '' }) =>
      store.carryOut([id, said], (projectId, options) => api.turn(projectId, PATHS[id], said, options)),
  })
  return {
    ...useVerdicts(project, may),
    accept: { ...words('accept'), perform: () => store.carryOut(['accept'], api.accept) },
    giveBack: {
      ...words('giveBack'),
      kind: 'danger',
      asks: [reasons()],
      perform: ({ reasons: said = '' }) =>
        store.carryOut(['return', said], (id, options) => api.giveBack(id, said, options)),
    },
    ...{ find: turn('find'), suspend: turn('suspend'), resume: turn('resume'), end: turn('end') },
  }
}

/** 双审合一: one name under the record and the first reduction, whose digest is one. */
function useVerdicts(project: StaffProject, may: ProjectActs): Record<'approve' | 'refuse', StaffAct> {
  const { project: store, projectApi: api } = useConsoleStores()
  const say = useWords(projectActWords)
  const locale = useLocale()
  const { reasons } = useAsked()
  const { reports, reviewDigest, name } = project
  const first = reports[reports.length - 1]
  const mass = runMassText(first?.reductionMilligrams ?? '0', locale)
  const decide = (verdict: ProjectVerdictRequest['verdict']) => ({
    id: verdict,
    about: say('aboutReview', { name, n: first?.reportNo ?? 1, mass }),
    digest: reviewDigest ?? undefined,
    name: say(verdict),
    title: say(`${verdict}Ask`),
    yes: say(`${verdict}Yes`),
    done: say(`${verdict}Done`),
    asks: [reasons(say('words'))],
    perform: ({ reasons: words = '' }: { readonly reasons?: string }) =>
      store.carryOut([verdict, words, reviewDigest ?? ''], (id, options) =>
        api.decide(id, { verdict, words, digest: reviewDigest ?? '' }, options),
      ),
  })
  return {
    approve: { ...decide('approve'), effect: say(may.decide?.decides ? 'approveSecond' : 'approveFirst') },
    refuse: { ...decide('refuse'), kind: 'danger', effect: say('refuseEffect') },
  }
}
