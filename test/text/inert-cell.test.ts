import { expect, test } from 'vitest'
import { inertCell } from '../../src/text/inert-cell.ts'

test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t1', '\r1', '＝1', '＋1', '－1', '＠1'])(
  'makes %j a text',
  (text) => {
    expect(inertCell(text)).toBe(`'${text}`)
  },
)

test.each(['', 'Acme', 'a=b', 'a-b', ' Acme', "'=1"])('leaves %j as it is', (text) => {
  expect(inertCell(text)).toBe(text)
})
