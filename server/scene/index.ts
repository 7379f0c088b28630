/** Scenes: what counts in this city, by which operators and until when, and how one comes to be live. */
export { sceneRoutes } from './routes'
export { countWaitingScenes } from './count-waiting-scenes'
export { findScene } from './find-scene'
export { listOverdueScenes } from './list-overdue'
export { readConnections, type OperatorConnection } from './read-connections'
export { verifySceneMandate } from './read-scene-mandate'
