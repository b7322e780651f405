/** What carries a rehearsal's configuration out. */
export interface Deployment {
  /** What it is, in a few words. */
  readonly description: string
  /** Environment variables with which a command finds what was deployed; empty without an engine. */
  readonly env: Readonly<Record<string, string>>
  /** `pulumi up`. @returns the lines that say what it did. */
  up(): Promise<string[]>
  /** Ends what still runs. */
  stop(): void
}
