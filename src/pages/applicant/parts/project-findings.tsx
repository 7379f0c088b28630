import type { Project } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { findingWords, projectWords } from '../../../i18n/applicant/project'
import { Heading, List, Row } from '../../../ui'
import { useDay } from './use-day'

/** A phone's page bears no more nodes; the latest come first. */
const SHOWN_MAX = 20

/** What staff wrote down while the project ran, and why it was suspended or ended. */
export function ProjectFindings({ project: { findings } }: { project: Project }) {
  const say = useWords(projectWords)
  const sayKind = useWords(findingWords)
  const day = useDay()
  if (findings.length === 0) return null
  return (
    <>
      <Heading>{say('findings')}</Heading>
      <List label={say('findings')}>
        {[...findings]
          .reverse()
          .slice(0, SHOWN_MAX)
          .map(({ kind, words, at }) => (
            <Row
              key={at}
              title={`${sayKind(kind)} · ${day(at)}`}
              detail={<View className="words">{words}</View>}
            />
          ))}
      </List>
    </>
  )
}
