import { Type, type Static } from '@sinclair/typebox'

/** The body of every refusal, whatever the route. */
export const Problem = Type.Object(
  {
    code: Type.String(),
    message: Type.String({ description: '中文' }),
    messageEn: Type.String(),
    next: Type.String({ description: '下一步' }),
    nextEn: Type.String(),
    where: Type.Optional(Type.String({ description: 'JSON pointer or field' })),
    requestId: Type.String(),
  },
  { $id: 'Problem' },
)
export type Problem = Static<typeof Problem>
