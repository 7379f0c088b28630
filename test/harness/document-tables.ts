/** A row of a table of a document: English word of the column → what stands in the cell. */
export type Row = Readonly<Record<string, string>>

/**
 * The rows of the one table of a page whose columns have these English words at their ends (`毫克 mg` is `mg`). Throws where there is none
 * or more than one: a page that lost its examples must not pass for one without mistakes.
 */
export const tableOf = (page: string, columns: readonly string[]): Row[] => {
  const found = tablesOf(page).filter(
    ([head]) =>
      head?.length === columns.length && head.every((cell, place) => isNamed(cell, columns[place] ?? '')),
  )
  if (found.length !== 1) throw new Error(`${found.length} tables of ${columns.join(' | ')}`)
  const [, ...rows] = found[0]!
  return rows.map((cells) => Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ''])))
}

/** Tables of two columns, `Item | Value`, each as one object by the English end of its first cell. */
export const factsOf = (page: string): Row[] =>
  tablesOf(page)
    .filter(([head]) => head?.length === 2 && isNamed(head[0] ?? '', 'Item'))
    .map(([, ...rows]) => Object.fromEntries(rows.map(([item = '', value = '']) => [english(item), value])))

const isNamed = (cell: string, word: string): boolean => cell === word || cell.endsWith(` ${word}`)

/** 生效 In force from → In force from; a cell in Chinese alone stays as it is. */
const english = (cell: string): string => /[A-Za-z].*$/.exec(cell)?.[0] ?? cell

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** Every table of a page as lists of cells, its line of dashes left out. */
const tablesOf = (page: string): string[][][] =>
  [...page.matchAll(/(?:^\|.*\|\n?)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .map(cellsOf)
      .filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell))),
  )
