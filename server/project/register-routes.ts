import { Type } from '@sinclair/typebox'

import {
  isRefusal,
  MethodologyDifferences,
  ProjectMethodologyList,
  PublicProject,
  PublicProjectPage,
  PublicProjectQuery,
  wire,
} from '#contract'
import { isKnown, RATE_LIMITS, type App, type Dependencies } from '#server/platform/index'

import { listProjectMethodologies, readProjectDifferences } from './methodologies'
import { listPublicProjects, readPublicProject } from './read-register'

const Version = Type.Integer({ minimum: 1, maximum: 32_767 })
const ProjectParams = Type.Object({ projectId: wire.WireId('prj') })
const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 64 }) })
const VersionsQuery = Type.Object({ from: Version, to: Version })
const OPEN = { access: 'public', rateLimit: RATE_LIMITS.registerReads } as const

/** What anybody may read of projects: the register, one project, and the methodologies they are reckoned by. */
export const registerRoutes = (app: App, deps: Dependencies): void => {
  projectsForAnybody(app, deps)
  app.get(
    '/v1/project-methodologies',
    { config: { access: 'public' }, schema: { response: { 200: ProjectMethodologyList } } },
    () => listProjectMethodologies(deps),
  )
  app.get(
    '/v1/project-methodologies/:code/differences',
    {
      config: { access: 'public' },
      schema: { params: CodeParams, querystring: VersionsQuery, response: { 200: MethodologyDifferences } },
    },
    async (request, reply) => {
      const differences = await readProjectDifferences(deps, { ...request.params, ...request.query })
      return isRefusal(differences) ? reply.refuse(differences) : differences
    },
  )
}

const projectsForAnybody = (app: App, deps: Dependencies): void => {
  app.get(
    '/v1/projects',
    {
      config: OPEN,
      schema: { querystring: PublicProjectQuery, response: { 200: PublicProjectPage, 304: Type.Null() } },
    },
    async (request, reply) => {
      const page = await listPublicProjects(deps, request.query)
      if (isRefusal(page)) return reply.refuse(page)
      const isUnchanged = isKnown(request, reply, { value: page, cacheControl: 'public, no-cache' })
      return isUnchanged ? reply.status(304).send(null) : page
    },
  )
  app.get(
    '/v1/projects/:projectId',
    { config: OPEN, schema: { params: ProjectParams, response: { 200: PublicProject, 304: Type.Null() } } },
    async (request, reply) => {
      const project = await readPublicProject(deps, request.params.projectId)
      if (isRefusal(project)) return reply.refuse(project)
      const isUnchanged = isKnown(request, reply, { value: project, cacheControl: 'public, no-cache' })
      return isUnchanged ? reply.status(304).send(null) : project
    },
  )
}
