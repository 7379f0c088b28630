import '@tarojs/components'

type Said = boolean | 'true' | 'false'

/** What plugins/aria carries to every target. A role makes an H5 element reachable by keyboard by itself. */
declare module '@tarojs/components/types/common' {
  interface StandardProps {
    role?: string | undefined
    'aria-atomic'?: Said | undefined
    'aria-busy'?: Said | undefined
    'aria-checked'?: Said | 'mixed' | undefined
    'aria-current'?: Said | 'page' | 'step' | 'date' | undefined
    'aria-describedby'?: string | undefined
    'aria-disabled'?: Said | undefined
    'aria-expanded'?: Said | undefined
    'aria-haspopup'?: Said | 'dialog' | 'listbox' | 'menu' | undefined
    'aria-hidden'?: Said | undefined
    'aria-invalid'?: Said | undefined
    'aria-label'?: string | undefined
    'aria-labelledby'?: string | undefined
    'aria-level'?: number | undefined
    'aria-live'?: 'off' | 'polite' | 'assertive' | undefined
    'aria-modal'?: Said | undefined
    'aria-pressed'?: Said | undefined
    'aria-required'?: Said | undefined
    'aria-selected'?: Said | undefined
    'aria-valuemax'?: number | undefined
    'aria-valuemin'?: number | undefined
    'aria-valuenow'?: number | undefined
    'aria-valuetext'?: string | undefined
  }
}
