import { type EditableMap, editYaml } from '../config/edit-yaml.ts'
import type { KeyPair } from '../config/environment.ts'
import type { KeyPairMap } from '../key-pair/key-pair-map.ts'
import { stateOrder } from '../key-pair/states.ts'

/**
 * The text of a `key-pairs.yaml` that says what is wanted. Only what differs is touched: comments,
 * order, quotes, line ends and layout of everything else stay byte for byte.
 *
 * @param text a file without error findings.
 * @param wanted all key pairs, as they should be.
 * @throws {EditRefused} when the result would not read as wanted.
 */
export function editKeyPairs(text: string, wanted: KeyPairMap): string {
  const entries = [...wanted].map(([id, keyPair]) => [id, ordered(keyPair)])
  return editYaml(text, Object.fromEntries(entries), {
    file: 'key-pairs.yaml',
    within: ['keyPairs'],
    order: [[], propertyOrder, stateOrder],
  })
}

// --- internal ---

const propertyOrder = [
  ...['state', 'origin', 'custody', 'key', 'thumbprint', 'docusignKeyPairId', 'reason', 'since'],
]

/** As a new entry is to be written. */
function ordered({ since, ...rest }: KeyPair): EditableMap {
  const sort = (value: object, order: readonly string[]) =>
    Object.fromEntries(
      Object.entries(value).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)),
    )
  return sort({ ...rest, since: sort(since, stateOrder) }, propertyOrder)
}
