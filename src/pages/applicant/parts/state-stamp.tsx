import { useWords } from '../../../i18n'
import { projectStateWords, proposalStateWords, sceneStateWords } from '../../../i18n/applicant/applications'
import type { Entry } from '../../../stores/applicant'
import { Stamp, type StampKind } from '../../../ui'

const DONE: readonly string[] = ['crediting', 'tracking', 'live', 'published']
const BAD: readonly string[] = ['returned', 'refused', 'suspended']
const OVER: readonly string[] = ['draft', 'withdrawn', 'ended', 'expired', 'closed']

const kindOf = (state: string): StampKind =>
  DONE.includes(state) ? 'done' : BAD.includes(state) ? 'refused' : OVER.includes(state) ? 'plain' : 'wait'

/** Where an application stands, in a word. */
export function StateStamp({ entry }: { entry: Entry }) {
  const sayProject = useWords(projectStateWords)
  const sayScene = useWords(sceneStateWords)
  const sayProposal = useWords(proposalStateWords)
  const word =
    entry.kind === 'project'
      ? sayProject(entry.of.state)
      : entry.kind === 'scene'
        ? sayScene(entry.of.state)
        : sayProposal(entry.of.state)
  return <Stamp kind={kindOf(entry.of.state)}>{word}</Stamp>
}
