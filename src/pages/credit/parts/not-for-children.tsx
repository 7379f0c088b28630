import { useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/credit/statements'
import { Empty } from '../../../ui'

/** A child under 14 reads why there is nothing to make before she fills anything in. */
export function NotForChildren() {
  const say = useWords(statementWords)
  return <Empty glyph="shield" title={say('childTitle')} detail={say('childDetail')} />
}
