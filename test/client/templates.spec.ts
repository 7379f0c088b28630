import { readFileSync } from 'node:fs'
import path from 'node:path'
import { requireDist } from './dist'

const elementsIn = (file: string) =>
  new Set([...readFileSync(file, 'utf8').matchAll(/<([a-z][a-z-]*)/g)].map(([, name = '']) => name))

it.each([
  ['weapp', 'base.wxml'],
  ['alipay', 'base.axml'],
] as const)('%s carries templates for what its pages use, and for nothing large besides', (target, file) => {
  const elements = elementsIn(path.join(requireDist(target), file))
  for (const used of ['view', 'text', 'input', 'textarea']) expect(elements).toContain(used)
  for (const unused of ['scroll-view', 'image', 'swiper', 'slider']) expect(elements).not.toContain(unused)
})
