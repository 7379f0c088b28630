/** What an operator is told of consents: which of its instruments, from when to when; what to delete; and the proof of one ride. */
export { consentFeedRoutes } from './routes'
