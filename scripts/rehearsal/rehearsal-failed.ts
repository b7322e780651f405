/** A step did not do what it must: the message says which, and what came instead. */
export class RehearsalFailed extends Error {}
