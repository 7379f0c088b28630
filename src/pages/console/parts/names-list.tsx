import { Text } from '@tarojs/components'
import { Glyph, Heading, List, Row } from '../../../ui'

export interface NameUnder {
  readonly key: string
  readonly name: string
  readonly detail: string
  /** A word against it, or a return. */
  readonly isAgainst?: boolean
}

/** Whose names stand under a text, and what each said. */
export function NamesList({
  title,
  none,
  names,
}: {
  title: string
  none: string
  names: readonly NameUnder[]
}) {
  return (
    <>
      <Heading>{title}</Heading>
      {names.length === 0 ? (
        <Text className="note">{none}</Text>
      ) : (
        <List label={title}>
          {names.map(({ key, name, detail, isAgainst = false }) => (
            <Row
              key={key}
              glyph={
                <Glyph name={isAgainst ? 'refuse' : 'done'} {...(isAgainst ? { className: 'refuse' } : {})} />
              }
              title={name}
              detail={detail}
            />
          ))}
        </List>
      )}
    </>
  )
}
