import { GifReader } from 'omggif'
import decodeQr from 'qr/decode.js'
import type { Module } from '../journey'

/** What a camera reads off the one code on a screen. */
export async function readCode(screen: Module): Promise<string> {
  const [picture, ...others] = await screen.codes()
  if (picture === undefined || others.length > 0)
    throw new Error(
      `${others.length + Number(picture !== undefined)} codes on the screen:\n${await screen.text()}`,
    )
  const gif = new GifReader(picture)
  const { width, height } = gif
  const data = new Uint8Array(width * height * 4)
  gif.decodeAndBlitFrameRGBA(0, data)
  return decodeQr({ width, height, data })
}
