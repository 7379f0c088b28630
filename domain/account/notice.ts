/** The notice in force at `now`: of those already published the one published last; undefined before the first. */
export const noticeInForce = <N extends { readonly version: string; readonly publishedAt: Date }>(
  notices: readonly N[],
  now: Date,
): N | undefined =>
  notices
    .filter((notice) => notice.publishedAt <= now)
    .sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.version < b.version ? 1 : -1))[0]
