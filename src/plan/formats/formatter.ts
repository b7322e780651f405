import type { Plan } from '../plan.ts'

export interface PlanFormatOptions {
  /** ANSI colours. */
  colour: boolean
  /** Width of the terminal, in columns. */
  columns: number
}

/** Data in, text out, nothing else. */
export type PlanFormatter = (plan: Plan, options: PlanFormatOptions) => string
