import type { Integration } from './environment.ts'

/** What sets a platform apart. */
export interface PlatformTraits {
  /** Where administrators sign in. */
  adminSite: string
  /** Whether everything of it is on this machine's loopback, and lives as long as the emulators. */
  onLoopback: boolean
}

export const platformTraits: Readonly<Record<Integration['platform'], PlatformTraits>> = {
  production: { adminSite: 'admin.docusign.com', onLoopback: false },
  demo: { adminSite: 'admindemo.docusign.com', onLoopback: false },
  emulator: { adminSite: "the emulator's page /emulator/admin", onLoopback: true },
}

/** Whether a platform that may not have been read is on this machine's loopback. */
export function isOnLoopback(platform: Integration['platform'] | undefined): boolean {
  return platform !== undefined && platformTraits[platform].onLoopback
}
