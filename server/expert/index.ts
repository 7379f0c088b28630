/** The expert pool 专家库: who is asked about methodologies, how she signs in, and the opinions she signs. */
export { expertRoutes } from './routes'
