import type { RegistryProblem } from '../../oci/distribution/error-code.ts'

/** What advice may depend on. `code` is the code of a system or TLS error. */
export interface Trouble {
  readonly where: string
  readonly operation: string
  readonly status?: number
  readonly problems?: readonly RegistryProblem[]
  readonly signedIn?: boolean
  readonly username?: string | undefined
  readonly hasToken?: boolean
  readonly isExchange?: boolean
  readonly begins?: boolean
  readonly isRegistry?: boolean
  readonly code?: string | undefined
  readonly mediaType?: string | undefined
  readonly place?: string | undefined
  readonly proxy?: { readonly variable: string; readonly status: number | undefined } | undefined
}

export interface Advice {
  readonly when: (trouble: Trouble) => boolean
  readonly say: (trouble: Trouble) => string
}

export const registryOf = ({ where }: Trouble) => where.split('/')[0] ?? where
export const isAt = (host: RegExp) => (trouble: Trouble) => host.test(registryOf(trouble))
export const names = (code: string) => (trouble: Trouble) =>
  trouble.problems?.some((problem) => problem.code === code) ?? false
export const isDenied = ({ status }: Trouble) => status === 401 || status === 403
/** Whether the credential is not in doubt, so a right is missing. */
export const isForbidden = ({ status, hasToken, operation }: Trouble) =>
  status === 403 || (status === 401 && (hasToken === true || !operation.startsWith('sign-in')))
export const says =
  (pattern: RegExp) =>
  ({ problems = [] }: Trouble) =>
    problems.some(({ code, message, explanation = '' }) => pattern.test(`${code} ${message} ${explanation}`))
