/** Rows as text in columns, the titles first; figures stand to the right. */
export const tableLines = (titles: readonly string[], rows: readonly (readonly string[])[]): string[] => {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const isFigure = titles.map((_, column) => rows.every((row) => /^-?[\d,]*$/.test(row[column] ?? '')))
  return [titles, ...rows].map((row) =>
    row
      .map((cell, column) =>
        isFigure[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}

/** A count with its thousands parted. */
export const figure = (count: number | string): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

export const counted = (count: number, one: string, many: string): string =>
  `${figure(count)} ${count === 1 ? one : many}`
