import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Listener } from './registry/listener.ts'

/** The server of a repository, `acme/app`, by git's own program: git-http-backend(1). */
export class GitServer implements AsyncDisposable {
  /** `GET /acme/app.git/info/refs`, with the name and password that were sent. */
  readonly requests: string[] = []
  readonly #repository: string
  #listener: Listener | undefined

  private constructor(repository: string) {
    this.#repository = repository
  }

  /** `repository` is the folder of the repository, or of a checkout. */
  static async start(repository: string): Promise<GitServer> {
    const server = new GitServer(repository)
    server.#listener = await Listener.listen(
      {},
      {
        serve: (request, response) => void server.#serve(request, response).catch(() => response.destroy()),
        moved: () => undefined,
        malformed: () => undefined,
      }
    )
    return server
  }

  get origin(): string {
    return this.#listener?.origin ?? ''
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener?.[Symbol.asyncDispose]()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '', this.origin)
    const [, login = ''] = /^Basic (.*)$/i.exec(request.headers.authorization ?? '') ?? []
    this.requests.push(`${request.method} ${pathname} ${Buffer.from(login, 'base64')}`.trim())
    const output = await this.#run(request, { path: pathname.replace(/^\/acme\/app\.git/, '/.git'), search })
    const end = output.indexOf('\r\n\r\n')
    for (const line of output.subarray(0, end).toString().split('\r\n')) {
      const [, name = '', value = ''] = /^([^:]+): (.*)$/.exec(line) ?? []
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10)
      else response.setHeader(name, value)
    }
    response.end(output.subarray(end + 4))
  }

  /** Runs the program as a CGI script: RFC 3875. */
  async #run(request: IncomingMessage, { path, search }: { path: string; search: string }): Promise<Buffer> {
    const child = spawn('git', ['-c', 'uploadpack.allowAnySHA1InWant=true', 'http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.#repository,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        REQUEST_METHOD: request.method,
        PATH_INFO: path,
        QUERY_STRING: search.slice(1),
        CONTENT_TYPE: request.headers['content-type'],
        ...(request.headers['content-encoding'] && { HTTP_CONTENT_ENCODING: request.headers['content-encoding'] }),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    child.stdin.end(await buffer(request))
    return await buffer(child.stdout)
  }
}
