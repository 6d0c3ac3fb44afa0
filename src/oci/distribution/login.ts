/** A user name and a password for a registry. */
export interface Login {
  readonly username: string
  readonly password: string
}

/** A login as encoded in Docker's configuration and in the `Authorization` header. */
export function encodeLogin({ username, password }: Login): string {
  return Buffer.from(`${username}:${password}`).toString('base64')
}
