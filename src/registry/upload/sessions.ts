import { Background } from '../../async/background.ts'
import { orAborted } from '../../async/or-aborted.ts'
import type { BufferedResponse } from '../../http/message.ts'
import type { RegistryRequest } from '../registry-request.ts'
import type { RepositoryRequests } from '../repository-requests.ts'
import { type Session, sessionOf } from './session.ts'

/** Opens and cancels the upload sessions of one repository. */
export class Sessions {
  readonly #requests: RepositoryRequests
  /** These are not aborted with the uploads, so that no session is left open. */
  readonly #ending: RepositoryRequests
  readonly #background = new Background()
  #cancelAction: 'push' | 'delete' = 'push'

  constructor(requests: RepositoryRequests, ending: RepositoryRequests) {
    this.#requests = requests
    this.#ending = ending
  }

  /** end-4a, with retries. */
  async open(operation: string): Promise<Session> {
    const { registry, countRetry } = this.#ending
    return await this.#opened(registry.send(this.#start(operation), countRetry), operation)
  }

  /** end-4a, without retries. */
  async openOnce(operation: string): Promise<Session> {
    return await this.#opened(this.#ending.registry.attempt(this.#start(operation)), operation)
  }

  /** end-14. A session that cannot be cancelled expires, so failures are ignored. */
  async cancel(session: Session): Promise<void> {
    // A concurrent call may find out in the meantime which action is needed.
    const action = this.#cancelAction
    const status = await this.#cancel(session, action)
    if (status !== 401 || action === 'delete') return
    // Registries built on distribution require the delete action. A token for that may be refused, so it is separate.
    this.#cancelAction = 'delete'
    await this.#cancel(session, 'delete')
  }

  /** Cancels a session in the background. */
  cancelLater(session: Session): void {
    this.#background.add(this.cancel(session))
  }

  /** Resolves when all pending cancellations have finished. */
  async settled(): Promise<void> {
    await this.#background.settled()
  }

  #start(operation: string): RegistryRequest {
    const requests = this.#ending
    const url = requests.urlOf({ end: '4a', method: 'POST', name: requests.name })
    return requests.request(operation, 'POST', url, [202], { begins: true })
  }

  /** Cancels the session if it is no longer wanted by the time it is open. */
  async #opened(asked: Promise<BufferedResponse>, operation: string): Promise<Session> {
    const opening = asked.then((response) => sessionOf(response, this.#requests, operation))
    return await orAborted(opening, this.#requests.signal).catch((error: unknown) => {
      this.#background.add(opening.then((session) => this.cancel(session)))
      throw error
    })
  }

  async #cancel(session: Session, action: 'push' | 'delete'): Promise<number | undefined> {
    const requests = this.#ending
    const rights = action === 'delete' ? { scopes: requests.scopesWith('delete', requests.name) } : {}
    const expect = [200, 202, 204, 401, 404, 405]
    const details = { optional: true, ...rights }
    const request = requests.request('end of an upload', 'DELETE', session.url, expect, details)
    return await requests.registry.attempt(request).then(
      ({ status }) => status,
      () => undefined
    )
  }
}
