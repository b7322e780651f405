/** When a step is due, in the order of a safe change: add before use, remove after. */
export const stepTimes = {
  'before-merge': 'before the merge',
  'after-deployment': 'after the merge and `pulumi up`',
  'after-overlap': 'after the overlap',
} as const

export type StepTime = keyof typeof stepTimes

/** Something that a person has to do, since Docusign has no API for it. */
export interface ManualStep {
  when: StepTime
  /** Stable: what kind of step it is. */
  id: string
  /** The imperative. */
  title: string
  /** Which account, and the way through its pages. */
  where?: string
  /** Who can do it. */
  who?: string
  /** What to paste or compare, exactly. */
  values: { label: string; value: string }[]
  /** Commands that belong to it. */
  commands: string[]
}
