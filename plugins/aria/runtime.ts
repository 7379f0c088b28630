/** The half inside a mini-program: Taro's runtime gives every listed attribute the alias the templates ask for. */
import { mergeInternalComponents } from '@tarojs/shared'
import { ARIA_ATTRIBUTES } from './attributes'

mergeInternalComponents(ARIA_ATTRIBUTES)
