import { REFUSALS } from '#contract'

/** docs/REFUSALS.md as the catalogue has it. `npm run docs:write` writes it, a test compares it. */
export const refusalDocument = (): string => {
  const rows = Object.entries(REFUSALS).map(
    ([code, { status, zh, en, nextZh, nextEn }]) =>
      `| \`${code}\` | ${status === 0 ? 'row' : status} | ${zh}<br>${en} | ${nextZh}<br>${nextEn} |`,
  )
  return [
    '# Refusals',
    '',
    'Every refusal of the platform: what is wrong and what to do next. Made from `contract/refusal.ts` by `npm run docs:write`.',
    'An answer carries the code, both texts, `where` (a JSON pointer or field) and the request id. `row` is a verdict on one row',
    'of a push, never an answer of its own.',
    '',
    '| code | HTTP | what is wrong | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
