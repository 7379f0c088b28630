import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTestPlatform } from '#test/harness/index'
import { ROOT, textOf } from './source-tree'

const DOCUMENT = 'docs/openapi.json'

interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
}

/** Keys in order, so that a difference between two documents is a difference of the contract and of nothing else. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}

describe('the contract', () => {
  it('has not drifted from its document: npm run docs:write', async () => {
    const platform = await startTestPlatform()
    try {
      const answer = await fetch(`${platform.url}/openapi.json`)
      const { servers: _servers, ...document } = (await answer.json()) as Record<string, unknown>
      const text = `${JSON.stringify(sorted(document), null, 2)}\n`
      if (process.env['WRITE_DOCUMENTS'] === 'yes') writeFileSync(join(ROOT, DOCUMENT), text)
      expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) })
      expect(textOf(DOCUMENT)).toBe(text)
    } finally {
      await platform.close()
    }
  })
  it('says of every route in one line what it is for, and groups it by who calls it: server/platform/route-words.ts', () => {
    const { tags, paths } = JSON.parse(textOf(DOCUMENT)) as {
      tags: { name: string }[]
      paths: Record<string, Record<string, Operation>>
    }
    const groups = tags.map(({ name }) => name)
    const bare = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(
          ([, operation]) =>
            !operation.summary || operation.tags?.length !== 1 || !groups.includes(operation.tags[0] ?? ''),
        )
        .map(([method]) => `${method} ${path}`),
    )
    expect(bare).toEqual([])
  })
})
