/** The look: primitives drawn from tokens. They draw what they are given and know neither store, host nor route. */
export { BarChart, type Bar } from './bar-chart'
export { BottomBar, type Place } from './bottom-bar'
export { Button, IconButton, LinkButton } from './button'
export { Card, Heading, List, Row } from './surface'
export {
  Chips,
  ChoiceList,
  SegmentedControl,
  Switch,
  SwitchRow,
  type DescribedOption,
  type Option,
} from './choice'
export { Empty, Failure, Skeleton, Tip } from './feedback'
export { Field, type FieldProps } from './field'
export { FrameProvider, useFrame, type Frame } from './frame'
export { Glyph, SceneGlyph, type GlyphName } from './glyph'
export { Meter } from './meter'
export { LongList } from './long-list'
export { Page } from './page'
export { CityQuantity, Quantity, useMassName } from './quantity'
export { Sheet } from './sheet'
export { Stamp, Ticket, type StampKind } from './ticket'
export { SumSheet, type SumLine } from './sum-sheet'
export { Timeline, type TimelineStep } from './timeline'
