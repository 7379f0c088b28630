type Attributes = Record<string, string>

const named = (...names: string[]): Attributes => Object.fromEntries(names.map((name) => [name, '']))

/** What any element may say about itself. */
const SPOKEN = ['role', 'aria-label', 'aria-hidden']

/** What an element that is drawn from views may be: switch, tab, option, dialog, progress, heading, status … */
const WIDGET = [
  ...SPOKEN,
  'aria-atomic',
  'aria-busy',
  'aria-checked',
  'aria-current',
  'aria-describedby',
  'aria-disabled',
  'aria-expanded',
  'aria-haspopup',
  'aria-labelledby',
  'aria-level',
  'aria-live',
  'aria-modal',
  'aria-pressed',
  'aria-selected',
  'aria-valuemax',
  'aria-valuemin',
  'aria-valuenow',
  'aria-valuetext',
]

const FIELD = ['aria-label', 'aria-hidden', 'aria-describedby', 'aria-invalid', 'aria-required']

/** Accessibility attributes per Taro component. Both halves of the plugin read this one table, so their aliases agree. */
export const ARIA_ATTRIBUTES: Record<string, Attributes> = {
  View: named(...WIDGET),
  Text: named(...SPOKEN, 'aria-level', 'aria-live'),
  Button: named(...WIDGET),
  Image: named(...SPOKEN),
  Canvas: named(...SPOKEN),
  ScrollView: named(...SPOKEN, 'aria-live', 'aria-busy'),
  Label: named(...SPOKEN),
  Form: named(...SPOKEN),
  Input: named(...FIELD),
  Textarea: named(...FIELD),
  Picker: named(...FIELD),
  Switch: named(...FIELD),
  Checkbox: named(...FIELD),
  Radio: named(...FIELD),
}
