import type { Variables } from '../../environment.ts'

/**
 * What tells tools where to push. Of those that read a variable by themselves, ko (pkg/commands/options/publish.go) and
 * goreleaser, which passes it on to ko, take the repository; all others get it in their command line (docs/run.md).
 */
export function toolVariables(host: string, name: string): Variables {
  const repository = `${host}/${name}`
  return { MANIFOLD_REGISTRY: host, MANIFOLD_REPOSITORY: repository, KO_DOCKER_REPO: repository }
}
