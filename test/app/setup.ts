import '@testing-library/jest-dom'

// What config/ writes into a build: the stand-alone app, served by the platform itself.
Object.assign(globalThis, { ROUTE_ROOT: '', API_BASE: '' })
