/** The walls of the house. Every rule is named and says why it stands; test/habits proves that each can turn red. */
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    wall(
      'domain-is-pure',
      'The rules of the scheme run anywhere and are provable: no framework, clock, network, database or Node.',
      { path: '^domain/' },
      { pathNot: '^domain/' },
    ),
    wall(
      'domain-by-the-front-door',
      'A context is entered by its index, so that its inside can change.',
      { path: '^(domain/([^/]+)/|(?!domain))' },
      {
        path: '^domain/[^/]+/.+',
        pathNot: ['^domain/$2/', '^domain/[^/]+/index\\.ts$', '^domain/[^/]+/data/'],
      },
    ),
    wall(
      'contract-stands-alone',
      'The wire is read by every side and depends on none.',
      { path: '^contract/' },
      { pathNot: ['^contract/', '@sinclair/typebox'] },
    ),
    wall(
      'app-takes-types-of-the-wire',
      'A schema in the module would cost the resident kilobytes for nothing.',
      { path: '^src/' },
      { path: '^contract/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'app-is-not-the-platform',
      'The module talks to the platform over HTTP only.',
      { path: '^src/' },
      { path: '^(server|mock|test|plugins|config)/' },
    ),
    wall(
      'platform-is-not-the-app',
      'The platform serves any client and knows none.',
      { path: '^server/' },
      { path: '^(src|plugins|config)/' },
    ),
    wall(
      'production-never-knows-mock',
      'What is simulated lies outside our walls and speaks the real protocols.',
      { path: '^(domain|contract|src|server|plugins|config)/' },
      { path: '^(mock|test)/' },
    ),
    wall(
      'mock-stays-outside',
      'A simulated partner that reached into our code would prove nothing.',
      { path: '^mock/' },
      { path: '^(server|src)/' },
    ),
    wall(
      'operator-command-stands-alone',
      "It runs on an operator's machine without our service, and signs by the wire as any operator would.",
      { path: '^server/operator-cli/' },
      { path: '^(domain|server|src|mock|test|plugins|config)/', pathNot: '^server/operator-cli/' },
    ),
    wall(
      'service-knows-no-operator-command',
      "What runs on an operator's machine is another program.",
      { path: '^server/(?!operator-cli/)' },
      { path: '^server/operator-cli/' },
    ),
    wall(
      'ui-draws-what-it-is-given',
      'A primitive that loads data cannot be used twice.',
      { path: '^src/ui/' },
      { path: '^src/(pages|stores|api)/' },
    ),
    wall(
      'stores-know-no-page',
      'A store outlives the page that shows it.',
      { path: '^src/stores/' },
      { path: '^src/(pages|ui)/', dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'host-is-a-port',
      'The port is the lowest layer of the module.',
      { path: '^src/host/' },
      { path: '^src/(pages|stores|ui|api|i18n)/' },
    ),
    wall(
      'pages-ask-stores',
      'A page arranges; requests belong to stores.',
      { path: '^src/pages/' },
      { path: '^src/api/', dependencyTypesNot: ['type-only'] },
    ),
    wall('no-circle', 'Two files that need each other are one thing or three.', {}, { circular: true }),
    wall(
      'everything-resolves',
      'An import that does not resolve is a broken build somewhere.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.suitan|test/client/fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.weapp.ts', '.d.ts'],
    },
  },
}
