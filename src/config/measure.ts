/**
 * Runs a part of the work; who wants to know how long it takes passes a function that looks at a clock.
 *
 * @param phase of the work, such as `parse`.
 * @param subject the file or the rule.
 */
export type Measure = <T>(phase: string, subject: string, work: () => T) => T

export const unmeasured: Measure = (_phase, _subject, work) => work()
