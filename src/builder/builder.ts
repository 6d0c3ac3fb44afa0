import type { Login } from '../oci/distribution/login.ts'
import type { BuildRequest } from './build-request.ts'

/** Where the image goes. */
export type Destination =
  /** Pushed to this repository and tag: `127.0.0.1:PORT/name:tag`. */
  | { readonly kind: 'sink'; readonly name: string }
  /** Into a folder that becomes an OCI image layout. */
  | { readonly kind: 'layout'; readonly directory: string }
  /** Only to the outputs that the user asks for. */
  | { readonly kind: 'none' }

/** Whether a builder can be expected to reach 127.0.0.1 of this process. A wrong guess shows during the build. */
export type Reach = { readonly expected: true } | { readonly expected: false; readonly reason: string }

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

/** Builds images. Each implementation has a folder of its own in builder/. */
export interface Builder {
  reach(request: BuildRequest): Promise<Reach>
  /** Gives the builder a login for a registry, through its configuration only: not in arguments or variables. */
  signIn(registry: string, login: Login): Promise<void>
  /** Runs one build and logs its output. Throws BuildError, or the reason of the signal that ended it. */
  build(request: BuildRequest, destination: Destination): Promise<BuildResult>
}
