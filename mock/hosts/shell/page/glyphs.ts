/** The super-app's own service glyphs, one weight, drawn for this shell on a 24-px grid. */
const svg = (content: string): string =>
  `<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${content}</svg>`

export const GLYPHS = {
  code: svg(
    '<rect x="4" y="4" width="6" height="6" rx="1"/><rect x="14" y="4" width="6" height="6" rx="1"/><rect x="4" y="14" width="6" height="6" rx="1"/><path d="M14 14h3v3M20 14v6h-6v-2"/>',
  ),
  ride: svg(
    '<rect x="6" y="3" width="12" height="14" rx="3"/><path d="M6 11h12M9 21l1.5-4M15 21l-1.5-4"/><circle cx="9" cy="14" r=".6"/><circle cx="15" cy="14" r=".6"/>',
  ),
  health: svg('<path d="M12 20s-7-4.3-7-9.6A4 4 0 0 1 12 8a4 4 0 0 1 7 2.4C19 15.7 12 20 12 20z"/>'),
  pension: svg('<path d="M4 20h16M6 20V10l6-5 6 5v10"/><path d="M10 20v-5h4v5"/>'),
  bill: svg('<path d="M6 3h12v18l-3-2-3 2-3-2-3 2z"/><path d="M9 8h6M9 12h6"/>'),
  library: svg('<path d="M5 4h4v16H5zM11 4h4v16h-4z"/><path d="m17 5 3 .8-3.4 14-2-.5"/>'),
  school: svg('<path d="m3 9 9-4 9 4-9 4z"/><path d="M7 11v5c3 2 7 2 10 0v-5"/>'),
  more: svg(
    '<circle cx="6" cy="12" r="1.2"/><circle cx="12" cy="12" r="1.2"/><circle cx="18" cy="12" r="1.2"/>',
  ),
  leaf: svg('<path d="M5 19c0-9 5-14 15-14 0 10-5 15-12 14"/><path d="M5 21c2-6 5-9 10-11"/>'),
  search: svg('<circle cx="11" cy="11" r="6"/><path d="m20 20-4.5-4.5"/>'),
  back: svg('<path d="m15 5-7 7 7 7"/>'),
  close: svg('<path d="M6 6l12 12M18 6 6 18"/>'),
  signal: svg('<path d="M5 19v-3M10 19v-6M15 19V9M20 19V5"/>'),
  noSignal: svg('<path d="M5 19v-3M10 19v-2M4 4l16 16"/>'),
} as const

export type GlyphName = keyof typeof GLYPHS

/** The river front as one line, for the head of the home page. */
export const SKYLINE =
  '<svg viewBox="0 0 375 64" preserveAspectRatio="none" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round"><path d="M0 58h28V44h14v14h16V34h12v24h14V40l8-6 8 6v18h20V28h5V18h6v10h5v30h20v-8h10v8h12l5-30 3-10V4v14l3 10 5 30h14V24l7-10 7 10v34h16V30h16v28h14V14l6-6v50h18V38h12v20h18V46h14v12h31"/></svg>'
