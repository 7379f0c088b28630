import { View } from '@tarojs/components'
import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

interface QrCodeProps {
  text: string
  /** Digits are written three to ten bits; capitals and a signed form in the alphabet of Base45; anything else byte by byte. */
  kind: keyof typeof KINDS
  label: string
}

/** Pixels of a module in the picture; a new code goes to the host's screen as text of less than 4 kB. */
const KINDS = {
  digits: { mode: 'Numeric', modulePixels: 8, size: 'digits' },
  // As short as digits, and so of as many modules.
  capitals: { mode: 'Alphanumeric', modulePixels: 8, size: 'digits' },
  base45: { mode: 'Alphanumeric', modulePixels: 3, size: 'base45' },
  text: { mode: 'Byte', modulePixels: 5, size: 'text' },
} as const

const QUIET_MODULES = 4

/**
 * A QR code with its quiet zone, black on white in every theme: a scanner reads no other. As one picture, which every host draws; the
 * same in views would be hundreds of nodes. Taken by its own name and not from this folder's door: only packages that show codes carry it.
 */
export function QrCode({ text, kind, label }: QrCodeProps) {
  const picture = useMemo(() => pictureOf(text, kind), [text, kind])
  const { size } = KINDS[kind]
  return (
    <View className={`qr qr-of-${size}`} role="img" aria-label={label}>
      <View className={`qr-${size}`} style={{ backgroundImage: `url(${picture})` }} />
    </View>
  )
}

/** As a GIF in a data URI. */
function pictureOf(text: string, kind: QrCodeProps['kind']): string {
  const { mode, modulePixels } = KINDS[kind]
  // The size that fits, with the least redundancy: on a bright screen more of it only makes the modules smaller.
  const code = qrcode(0, 'L')
  code.addData(text, mode)
  code.make()
  return code.createDataURL(modulePixels, QUIET_MODULES * modulePixels)
}
