import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

const hostOnly = {
  selector:
    "MemberExpression[object.object.name='process'][object.property.name='env'][property.name='TARO_ENV']",
  message: 'The platform is known in src/host only: everything else asks the host port what it can do.',
}
const exportAll = {
  selector: 'Program > ExportAllDeclaration[exported=null]',
  message: 'A folder has one door that exports by name, so that a reader sees what it offers.',
}

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '.suitan/**', 'test/client/fixtures/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', exportAll],
      'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: {
      globals: {
        wx: 'readonly',
        my: 'readonly',
        definePageConfig: 'readonly',
        defineAppConfig: 'readonly',
        process: 'readonly',
      },
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-syntax': ['error', exportAll, hostOnly],
    },
  },
  { files: ['src/host/**', 'src/types/**'], rules: { 'no-restricted-syntax': ['error', exportAll] } },
  {
    files: ['**/*.{js,cjs,mjs}', 'config/**', 'plugins/**', '*.config.js'],
    languageOptions: { globals: { ...globals.node } },
    rules: { '@typescript-eslint/no-require-imports': 'off', 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    languageOptions: { globals: { ...globals.jest, ...globals.node } },
    rules: { 'max-lines-per-function': 'off', 'no-console': 'off' },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['server/gateways/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          name: 'fetch',
          message: 'Partners are spoken to in server/gateways only; a use case is handed them.',
        },
      ],
    },
  },
  {
    files: [
      'mock/**',
      'server/main.ts',
      'server/admin/**',
      'server/audit/**',
      'server/**/*-command.ts',
      'plugins/**',
    ],
    rules: { 'no-console': 'off' },
  },
)
