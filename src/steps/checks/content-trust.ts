import type { Log, Variables } from '../../environment.ts'

/** Docker Content Trust ended on 2026-12-08, with the service that kept its signatures. */
export function warnAboutContentTrust({ DOCKER_CONTENT_TRUST }: Variables, { warning }: Pick<Log, 'warning'>): void {
  if (!DOCKER_CONTENT_TRUST || /^(?:0|f|false)$/i.test(DOCKER_CONTENT_TRUST)) return
  warning(
    'DOCKER_CONTENT_TRUST is set, but Docker Content Trust has been retired: nothing is signed or verified with it, and other steps that pull images by tag fail. Remove the variable; docs/trust.md says how images are signed and verified now.'
  )
}
