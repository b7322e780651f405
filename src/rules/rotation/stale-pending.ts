import { staleState } from './stale-state.ts'

const limit = 14 * 86_400_000

export const stalePending = staleState({
  id: 'rotation/stale-pending',
  state: 'pending',
  limit: () => limit,
  summary:
    'A key pair is pending for at most 14 days: a forgotten one blocks the next rotation, and nobody remembers what was uploaded.',
  help: 'Go on with `ikctl rotate stage`, or take it back with `ikctl rotate withdraw`.',
})
