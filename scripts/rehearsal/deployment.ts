/** What carries a rehearsal's configuration out. */
export interface Deployment {
  /** What it is, in a few words. */
  readonly description: string
  /** Whether a command finds the commit that was deployed last. */
  readonly tellsCommit: boolean
  /** The commit that was deployed last, where a command does not find it. */
  readonly commit?: string | undefined
  /** The environment variables that it needs for that. */
  readonly env: Readonly<Record<string, string>>
  /** `pulumi up`. @returns the lines that say what it did. */
  up(): Promise<string[]>
  /** Ends what still runs. */
  stop(): void
}
