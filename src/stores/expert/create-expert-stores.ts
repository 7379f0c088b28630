import { createApiClient } from '../../api'
import { expertApi, expertSessionApi } from '../../api/resources/experts'
import type { HostPort, RouteParameters } from '../../host'
import type { Surroundings } from '../create-stores'
import { ExpertSessionStore } from './expert-session-store'
import { ReviewsStore } from './reviews-store'

/** Builds an expert's stores around the host and the service that the app runs on. */
export function createExpertStores({ host, baseUrl }: Surroundings) {
  const anonymous = createApiClient({
    baseUrl,
    host,
    accessToken: () => undefined,
    refresh: () => Promise.resolve(false),
  })
  const client = createApiClient({
    baseUrl,
    host,
    accessToken: () => session.accessToken(),
    // Only a new signature brings a new token, and nothing is signed unseen.
    refresh() {
      session.expire()
      return Promise.resolve(false)
    },
  })
  const session = new ExpertSessionStore(expertSessionApi(anonymous), () => {
    client.forget()
    reviews.forget()
  })
  const reviews = new ReviewsStore(expertApi(client), session)
  return { navigation: createExpertNavigation(host.nav), session, reviews, init: () => host.init() }
}

export type ExpertStores = ReturnType<typeof createExpertStores>

/** An expert's pages by name; the file of the page carries the same. */
type ExpertPageName = 'sign-in' | 'reviews' | 'review'

const pathOf = (page: ExpertPageName): string => `/pages/expert/${page}`

const createExpertNavigation = (nav: HostPort['nav']) => ({
  open: (page: ExpertPageName, parameters?: RouteParameters) => nav.to(pathOf(page), parameters),
  /** Takes the place of this page, so that going back does not return to it. */
  replace: (page: ExpertPageName) => nav.replace(pathOf(page)),
  back: () => nav.back(pathOf('reviews')),
  /** Members of staff have a door of their own. */
  toStaff: () => nav.replace('/pages/staff/sign-in'),
})
