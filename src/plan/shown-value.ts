import { sourceFile } from '../config/source-file.ts'
import { ruleInfos, rules } from '../rules/registry.ts'

/**
 * A value of the configuration as it may be shown: a secret is masked, what is very long is cut. The
 * head has none, or it is not compared; but a change that takes a secret away still has it in its base.
 */
export function shownValue(value: string): string {
  if (holdsSecret(value)) return '(a secret)'
  return value.length > 500 ? `${value.slice(0, 499)}…` : value
}

// --- internal ---

const secretRules = rules
  .filter(({ id }) => id.startsWith('secret/'))
  .filter((rule) => 'checkWorkspace' in rule)

function holdsSecret(value: string): boolean {
  // No secret is that short; most values are.
  if (value.length < 20) return false
  const workspace = { environments: [], sources: [sourceFile('value', value)], otherSources: [] }
  const context = { workspace, now: new Date(0), rules: ruleInfos }
  return secretRules.some((rule) => [...rule.checkWorkspace(workspace, context)].length > 0)
}
