import { generateKeyPairSync } from 'node:crypto'

/**
 * A new Ed25519 pair as text for the terminal of whoever it is for: the private half as the staff desk takes it, 32 bytes in 43
 * characters of base64url, and the public half for registering. Nothing is stored.
 */
export const newKeyText = (): string => {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  if (d === undefined || x === undefined) throw new Error('node made a key without halves')
  return `private key, shown this once; keep it where only you can read it:
  ${d}
public key, for --public-key or --key; give it to whoever registers you:
  ${x}`
}
