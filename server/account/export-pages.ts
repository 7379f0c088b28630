/**
 * Rides and credits come from the database in pages of this size, so that twenty years of them need no more memory than a week.
 * Each page is a query of its own: while a slow client reads, no connection waits with her.
 */
export const ROWS_PER_PAGE = 500

/** Some rows of a list in its order, and the place after the last of them. */
export interface Page<Place> {
  readonly rows: readonly object[]
  readonly next: Place | undefined
}

/** Never an empty page. */
export async function* pagesOf<Place>(
  read: (after: Place) => Promise<Page<Place>>,
  first: Place,
): AsyncGenerator<readonly object[]> {
  let after: Place | undefined = first
  while (after !== undefined) {
    const page: Page<Place> = await read(after)
    if (page.rows.length > 0) yield page.rows
    after = page.next
  }
}
