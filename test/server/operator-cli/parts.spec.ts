import { cutParts, type Part } from '#server/operator-cli/cut-parts'
import { createProgress } from '#server/operator-cli/progress'
import { figure, tableLines } from '#server/operator-cli/table'

async function* chunksOf(text: string, bytes: number): AsyncGenerator<Buffer> {
  const whole = Buffer.from(text)
  for (let from = 0; from < whole.length; from += bytes) yield whole.subarray(from, from + bytes)
}
const parts = async (text: string, bytes: number, rowsMax: number): Promise<Part[]> => {
  const found: Part[] = []
  for await (const part of cutParts(chunksOf(text, bytes), { rowsMax, bytesMax: 1 << 26 })) found.push(part)
  return found
}

describe('a file of lines', () => {
  const text = Array.from({ length: 23 }, (_, n) => `{"ride":"第${n}次"}\n`).join('')

  it.each([1, 2, 7, 64, 4_096])(
    'is cut at the same places, whatever pieces of %i bytes it comes in',
    async (bytes) => {
      const cut = await parts(text, bytes, 5)
      expect(cut.map(({ firstLine, rows }) => [firstLine, rows])).toEqual([
        [1, 5],
        [6, 5],
        [11, 5],
        [16, 5],
        [21, 3],
      ])
      expect(Buffer.concat(cut.map((part) => part.text)).toString()).toBe(text)
    },
  )

  it('counts a last line without line feed, and an empty one that has one', async () => {
    const rows = async (cut: string) => (await parts(cut, 3, 100)).map((part) => part.rows)
    expect(await rows('a\nb')).toEqual([2])
    expect(await rows('a\n\nb\n')).toEqual([3])
    expect(await rows('')).toEqual([])
  })

  it('is refused where a line has no end', async () => {
    await expect(parts('x'.repeat(3 << 20), 1 << 20, 10)).rejects.toThrow('file.not-lines')
  })

  it('stays below what a push takes, however long its lines are', async () => {
    const lines = `${'x'.repeat(900_000)}\n`.repeat(9)
    const limits = { rowsMax: 100, bytesMax: 4 << 20 }
    const sizes: number[] = []
    for await (const part of cutParts(chunksOf(lines, 1 << 20), limits)) sizes.push(part.text.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4 << 20)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(lines.length)
  })
})

describe('progress', () => {
  const shown = (isTTY: boolean): string => {
    let text = ''
    const progress = createProgress({ isTTY, write: (words: string) => void (text += words) }, () => 1_000)
    progress.show(0.5, '5 rows')
    progress.tell('a push is in')
    progress.end()
    return text
  }

  it('is a bar on a terminal, drawn again under what is told', () => {
    expect(shown(true)).toBe(
      '[############------------]  50 % 5 rows\r\u001b[2Ka push is in\n[############------------]  50 % 5 rows\n',
    )
  })

  it('is plain lines anywhere else', () => {
    expect(shown(false)).toBe('a push is in\n')
  })
})

it('a table stands in columns, figures to the right', () => {
  expect(
    tableLines(
      ['scene', 'rides'],
      [
        ['metro', figure(1_234_567)],
        ['bus', '9'],
      ],
    ),
  ).toEqual(['scene      rides', 'metro  1,234,567', 'bus            9'])
})
