export default {
  extends: ['stylelint-config-standard-scss'],
  rules: {
    'selector-type-no-unknown': [true, { ignoreTypes: ['page', /^taro-/] }],
    'selector-class-pattern': null,
    // WeChat's WXSS knows no `*` selector and no rpx reaches our files: real px follow the host's font size.
    'selector-max-universal': 0,
    'unit-disallowed-list': ['rpx'],
    'color-no-hex': [true, { message: 'A colour is a token of src/ui/tokens' }],
  },
  overrides: [{ files: ['src/ui/tokens/**/*.scss'], rules: { 'color-no-hex': null } }],
  ignoreFiles: ['dist/**', 'test/client/fixtures/**', 'node_modules/**'],
}
