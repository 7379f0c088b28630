/** One runner, three projects: node (domain, contract, server, scenarios), app (components and stores in jsdom), client (compiled output). */
const esmOnly = [
  'jose',
  '@sinclair/typebox',
  'structured-headers',
  'content-disposition',
  'uuid',
  'axios',
  'mobx',
  'mobx-react-lite',
  '@tarojs',
  'qr',
]

/** @type {import('jest').Config} */
module.exports = {
  // Several suites share two cores, and a run's first spec also waits until its PostgreSQL is made; a wait this long is a hang.
  testTimeout: 60_000,
  // A worker keeps much of every spec it ran; sweeping that up again and again took longer than starting anew.
  workerIdleMemoryLimit: '1GB',
  projects: [
    {
      displayName: 'node',
      globalSetup: '<rootDir>/test/harness/global-setup.ts',
      globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/{domain,contract,server,mock,scenario,habits,fault}/**/*.spec.ts'],
      transform: { '^.+\\.([cm]?[jt]sx?)$': '<rootDir>/test/transform-typescript.cjs' },
      transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
    },
    {
      displayName: 'app',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/app/**/*.spec.{ts,tsx}'],
      setupFilesAfterEnv: ['<rootDir>/test/app/setup.ts'],
      transform: { '^.+\\.([cm]?[jt]sx?)$': '<rootDir>/test/transform-typescript.cjs' },
      transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
      moduleNameMapper: {
        '\\.(css|scss)$': 'identity-obj-proxy',
        '^@tarojs/components$': '<rootDir>/test/app/taro-components.tsx',
        '^@tarojs/taro$': '<rootDir>/test/app/taro.ts',
      },
    },
    {
      displayName: 'client',
      globalSetup: '<rootDir>/test/harness/global-setup.ts',
      globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/client/**/*.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/client/setup.ts'],
      transform: { '^.+\\.([cm]?[jt]sx?)$': '<rootDir>/test/transform-typescript.cjs' },
      transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
      testTimeout: 120_000,
    },
  ],
}
