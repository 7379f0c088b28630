import type { MethodologyRegister } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { methodologiesWords } from '../../../i18n/console/methodologies'
import { useStaffStores } from '../../../stores/staff'
import { Heading, List, Row, SceneGlyph, Stamp, type StampKind } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { useDay } from './use-day'

export type RegisterEntry = MethodologyRegister['items'][number]
export type RegisteredVersion = RegisterEntry['versions'][number]

export const VERSION_STATES = {
  published: { kind: 'done', words: 'publishedVersion' },
  underRevision: { kind: 'wait', words: 'underRevision' },
  retired: { kind: 'plain', words: 'retired' },
  disabled: { kind: 'plain', words: 'disabled' },
} as const satisfies Record<
  RegisteredVersion['state'],
  { kind: StampKind; words: keyof typeof methodologiesWords }
>

/** Every methodology with its versions, the newest first. */
export function RegisterList({ items }: { items: readonly RegisterEntry[] }) {
  const { navigation } = useStaffStores()
  const say = useWords(methodologiesWords)
  const named = useNamed()
  const { day } = useDay()
  return (
    <View>
      {items.map(({ code, sceneId, name, versions }) => (
        <View key={code}>
          <Heading>{named(name)}</Heading>
          <List label={`${named(name)} ${code}`}>
            {versions.map(({ version, state, validFrom, validTo }) => (
              <Row
                key={version}
                glyph={<SceneGlyph scene={sceneId} />}
                title={`${code} · ${say('versionNo', { n: version })}`}
                detail={
                  validTo === null
                    ? say('validFrom', { from: day(validFrom) })
                    : say('validTo', { from: day(validFrom), to: day(validTo) })
                }
                end={<Stamp kind={VERSION_STATES[state].kind}>{say(VERSION_STATES[state].words)}</Stamp>}
                onTap={() => void navigation.open('version', { code, version })}
              />
            ))}
          </List>
        </View>
      ))}
    </View>
  )
}
