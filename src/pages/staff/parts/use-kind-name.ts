import { useWords } from '../../../i18n'
import { projectKindWords } from '../../../i18n/console/projects'

/** What a kind of project is called; one whose methodology is new here goes by its id. */
export function useKindName(): (kind: string) => string {
  const say = useWords(projectKindWords)
  return (kind) => (kind in projectKindWords ? say(kind as keyof typeof projectKindWords) : kind)
}
