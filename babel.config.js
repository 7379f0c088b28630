/** Taro's own preset; jest does not read this file (it transforms with esbuild). */
module.exports = {
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        // The targets of package.json have every built-in we use: this keeps 100 kB of core-js out of the H5 build.
        useBuiltIns: false,
        // Syntax of ES2015 that every target parses; transpiled only for corner cases of old iOS, at 13 kB.
        exclude: ['transform-destructuring', 'transform-parameters', 'transform-template-literals'],
      },
    ],
  ],
}
