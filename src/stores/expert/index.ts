/** What an expert's own pages read. Apart from staff's: she reaches nothing of theirs. */
export { type ExpertProblem } from './expert-session-store'
export { type Opinion } from './reviews-store'
export { useExpertStores } from './use-expert-stores'
