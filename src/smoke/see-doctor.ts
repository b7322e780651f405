/** A login, for the command that goes through it step by step. */
export interface DoctorSubject {
  environment: string
  /** Absent: the canary user. */
  tenant?: string
  role?: string
}

/** What to do about a failure, ending with the command that shows where exactly it is. */
export function seeDoctor(action: string, { environment, tenant, role }: DoctorSubject): string {
  const who = tenant === undefined ? '' : ` ${tenant}`
  const as = role === undefined || role === 'default' ? '' : ` --role ${role}`
  return `${action}. Step by step: \`ikctl doctor ${environment}${who}${as}\``
}
