/** Scenes: what counts in this city, by which providers, and why something does not yet. */
export { sceneRoutes } from './routes'
export { findScene } from './find-scene'
