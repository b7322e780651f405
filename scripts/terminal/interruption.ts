/** What ends a process from outside; the last one comes when its terminal is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * The first interruption of this process, as a signal that a command can wait for. From the second one on
 * the system ends the process, whatever it is busy with, as it does with the first while nobody has asked
 * for the signal: work that never waits could not look at it.
 */
export function interruption(): () => AbortSignal {
  const controller = new AbortController()
  let isHandled = false
  const leaveToSystem = () => {
    for (const each of signals) process.removeListener(each, interrupt)
  }
  const interrupt = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      leaveToSystem()
      process.kill(process.pid, signal)
      return
    }
    controller.abort(signal)
    // Not at once: a second signal that comes while handlers are being removed would be lost.
    setTimeout(leaveToSystem, 100).unref()
  }
  return () => {
    if (!isHandled) for (const each of signals) process.on(each, interrupt)
    isHandled = true
    return controller.signal
  }
}
