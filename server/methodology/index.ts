/** Methodologies 方法学: published as data, loaded at start, read by anybody. */
export { methodologyRoutes } from './routes'
export { loadMethodologies } from './load-methodologies'
export {
  keepWithin,
  overlapReason,
  publishMethodology,
  recordDigest,
  tellWatchersOf,
  type PublishOutcome,
} from './publish-methodology'
