/** All cryptography of the service: one module over the master key, its two suites, and verification of partners' signatures. */
export { canonicalJson } from './canonical-json'
export { createCryptoModule, type CryptoModule, type KeyPurpose } from './crypto-module'
export { ed25519PrivateKey, ed25519PublicBytes, isSmallOrder, verifyEd25519 } from './ed25519'
export { signSm2, sm2PrivateKeyHex, sm2PublicBytes, verifySm2 } from './sm2'
export {
  SIGNATURE_ALGORITHMS,
  verifySignature,
  type SignatureAlgorithm,
  type VerificationKey,
} from './signature'
export { type SigningKey } from './suite'
