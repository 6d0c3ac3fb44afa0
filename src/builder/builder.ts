import type { Environment, Variables } from '../environment.ts'
import type { Login } from '../oci/distribution/login.ts'
import type { BuildRequest } from './build-request.ts'
import type { BuildWatch } from './watch.ts'

/** Where the image goes. */
export type Destination =
  /** Pushed to this repository and tag: `127.0.0.1:PORT/name:tag`. */
  | { readonly kind: 'sink'; readonly name: string }
  /** Into a folder that becomes an OCI image layout. */
  | { readonly kind: 'layout'; readonly directory: string }
  /** Only to the outputs that the user asks for. */
  | { readonly kind: 'none' }

/**
 * Where a builder is expected to reach this process: an IP address of this machine. A wrong guess shows during the build.
 */
export type Reach =
  | { readonly expected: true; readonly address: string }
  | { readonly expected: false; readonly reason: string }

/** What a builder reports about the image that it built. */
export interface BuildResult {
  /** The root's digest, and that of the config where the image has one. */
  readonly digest?: string
  readonly configDigest?: string
  /** References of the images that it was built from, as far as the builder reports them. */
  readonly materials: readonly string[]
  /** The whole report, as JSON: the output `metadata`. */
  readonly text: string
}

/** Builds images. Each implementation has a folder of its own in builder/, and a row in builders.ts. */
export interface Builder extends AsyncDisposable {
  reach(request: BuildRequest): Promise<Reach>
  /** Gives the builder a login for a registry, through its configuration only: not in arguments or variables. */
  signIn(registry: string, login: Login): Promise<void>
  /** Runs one build and logs its output. Throws BuildError, or the reason of the signal that ended it. */
  build(request: BuildRequest, destination: Destination): Promise<BuildResult>
}

/** What a builder is constructed from. */
export interface BuilderContext {
  readonly environment: Pick<Environment, 'run' | 'workspace' | 'log'>
  /** The variables of its processes, without secrets that it does not need. */
  readonly variables: Variables
  /** A folder for its own temporary files. */
  readonly temp: string
  /** Receives each line that the build prints. */
  readonly watch: BuildWatch
  readonly signal: AbortSignal
  /** Adds a login to the Docker configuration that `variables` point to. */
  readonly addLogin: (registry: string, login: Login) => Promise<void>
  /** Called once, when the first build was started: the program takes a moment to come up, which others can use. */
  readonly onStarted?: () => void
}
