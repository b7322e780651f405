import { staleState } from './stale-state.ts'

const limit = 86_400_000

export const staleCompromised = staleState({
  id: 'rotation/stale-compromised',
  state: 'compromised',
  limit: () => limit,
  summary:
    'A compromised key pair is proven to be refused within a day: until it is deleted at Docusign, anyone who has it can log in as every tenant.',
  help: 'Delete it at Docusign now, then let `ikctl rotate retire` prove that it is refused.',
})
