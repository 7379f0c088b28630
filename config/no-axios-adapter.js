/** Stands in for axios' XHR and fetch adapters at build time; see prune-axios.ts. */
module.exports = { __esModule: true, default: null, getFetch: () => null }
