import '@tarojs/components'

type Said = boolean | 'true' | 'false'

/** What plugins/aria carries to every target. A role makes an H5 element reachable by keyboard by itself. */
declare module '@tarojs/components/types/common' {
  interface StandardProps {
    role?: string | undefined
    'aria-busy'?: Said | undefined
    'aria-checked'?: Said | 'mixed' | undefined
    'aria-current'?: Said | 'page' | 'step' | 'date' | undefined
    'aria-disabled'?: Said | undefined
    'aria-expanded'?: Said | undefined
    'aria-hidden'?: Said | undefined
    'aria-invalid'?: Said | undefined
    'aria-label'?: string | undefined
    'aria-level'?: number | undefined
    'aria-live'?: 'off' | 'polite' | 'assertive' | undefined
    'aria-atomic'?: 'true' | 'false' | undefined
    'aria-modal'?: Said | undefined
  }
}
