type Attributes = Record<string, string>

const named = (...names: string[]): Attributes => Object.fromEntries(names.map((name) => [name, '']))

/** What any element may say about itself. */
const SPOKEN = ['role', 'aria-label', 'aria-hidden']

/**
 * What an element that is drawn from views may be: switch, radio, dialog, heading, status … Only what src/ui says: WeChat's
 * template repeats every attribute in each variant of a view at each level, about 2 kB for one name.
 */
const WIDGET = [
  ...SPOKEN,
  'aria-busy',
  'aria-checked',
  'aria-current',
  'aria-disabled',
  'aria-expanded',
  'aria-level',
  'aria-live',
  'aria-atomic',
  'aria-modal',
]

const FIELD = ['aria-label', 'aria-hidden', 'aria-invalid']

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
