import type { Environment, Variables } from '../environment.ts'
import type { Login } from '../oci/distribution/login.ts'
import type { BakeRequest, PlannedTarget } from './bake/bake-request.ts'
import type { BakeTarget } from './bake/definition.ts'
import type { BuildRequest } from './build-request.ts'
import type { BuilderOptions } from './buildx/selection/builder-options.ts'
import type { BuilderNeeds } from './buildx/selection/classic-store.ts'
import type { Machine } from './buildx/selection/this-machine.ts'
import type { BuildWatch } from './watch.ts'

/** Where the image goes. */
export type Destination =
  /** Pushed to this repository and tag: `127.0.0.1:PORT/name:tag`. */
  | { readonly kind: 'sink'; readonly name: string }
  /** Into a folder that becomes an OCI image layout. */
  | { readonly kind: 'layout'; readonly directory: string }
  /** Only to the outputs that the user asks for. */
  | { readonly kind: 'none' }

/** Where a builder is expected to reach this process. A wrong guess shows during the build. */
export type Reach = ExpectedReach | { readonly expected: false; readonly reason: string }

export interface ExpectedReach {
  readonly expected: true
  /** An IP address of this machine. */
  readonly address: string
  /** How to find out whether the builder reaches it; absent if it certainly does. */
  readonly probe?: Probe
}

/**
 * Has the builder push a tiny image to `HOST:PORT/name:tag`. Rejects with a BuildError that holds the builder's output, or
 * the signal's reason.
 */
export type Probe = (name: string, options: ProbeOptions) => Promise<void>

export interface ProbeOptions {
  readonly signal: AbortSignal
  /** Called once the builder is up and begins to push. */
  readonly onPush: () => void
}

/** What a builder reports about the image that it built. */
export interface BuildResult {
  /** The root's digest, and that of the config where the image has one. */
  readonly digest?: string
  readonly configDigest?: string
  /** References of the images that it was built from, as far as the builder reports them. */
  readonly materials: readonly string[]
  /** The same of OCI layouts; undefined if the builder does not report what it built from, and `materials` is empty. */
  readonly layouts?: readonly string[]
  /** The whole report, as JSON: the output `metadata`. */
  readonly text: string
}

/** Builds images. Each implementation has a folder of its own in builder/, and a row in builders.ts. */
export interface Builder extends AsyncDisposable {
  reach(needs: BuilderNeeds): Promise<Reach>
  /** Gives the builder a login for a registry, through its configuration only: not in arguments or variables. */
  signIn(registry: string, login: Login): Promise<void>
  /**
   * Runs one build and logs its output. Throws BuildError, or the reason of the signal that ended it: the builder's own,
   * or one for this build alone.
   */
  build(request: BuildRequest, destination: Destination, signal?: AbortSignal): Promise<BuildResult>
  /** Builds bake definitions; undefined if it cannot. */
  baker?(): Promise<Baker>
}

/** Where published images go, by target. */
export type BakeDestinations = ReadonlyMap<string, Destination>

/** Builds the targets of a bake definition. */
export interface Baker {
  /** Reads the definition, with everything in it resolved. Builds nothing. Throws BuildError or InputError. */
  read(request: BakeRequest): Promise<readonly BakeTarget[]>
  /** Builds targets in one run and logs its output; returns a result for each. Throws BuildError, or a signal's reason. */
  bake(
    request: BakeRequest,
    plan: readonly PlannedTarget[],
    destinations: BakeDestinations,
    signal?: AbortSignal
  ): Promise<ReadonlyMap<string, BuildResult>>
}

/** How a builder is made for the step where the engine's own is not enough. */
export interface OwnBuilderOptions {
  /** Given: one is always made. */
  readonly options?: BuilderOptions
  /** Whether it stays for later steps and jobs. */
  readonly isKept: boolean
  /** Called before it is made, with the variables of the client that can remove it, and once it has been removed. */
  readonly onMade?: (name: string, variables: Variables) => void
  readonly onRemoved?: () => void
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
  readonly ownBuilder?: OwnBuilderOptions
  /** The machine that this process runs on, unless a test substitutes it. */
  readonly machine?: Machine
  /** Adds a login to the Docker configuration that `variables` point to. */
  readonly addLogin: (registry: string, login: Login) => Promise<void>
  /** Called once, when the first build was started: the program takes a moment to come up, which others can use. */
  readonly onStarted?: () => void
}
