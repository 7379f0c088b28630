/** Groups 团体: districts, schools, streets and companies, who is in them, and what a month came to in each. */
export { forgetTogether } from './end-together'
export { groupRoutes } from './routes'
