import { OciInventory } from '../../../src/inventory/oci-inventory.ts'
import { parsePolicy } from '../../../src/retention/policy/parse-policy.ts'
import { cleanUpRepository } from '../../../src/steps/clean-up/clean-up-repository.ts'
import type { RepositoryResult } from '../../../src/steps/clean-up/repository-result.ts'
import { clientAt } from '../../registry/client.ts'
import { testEnvironment } from '../environment.ts'
import type { TestRegistry } from '../registry/registry.ts'

/** Cleans up `o/app` by a policy, in this process. */
export async function cleanUpAt(
  { host }: TestRegistry,
  policy: string,
  { isDryRun = false, environment = testEnvironment() } = {}
): Promise<RepositoryResult> {
  await using client = await clientAt(host)
  const { registry } = client
  const repository = { registry: host, name: 'o/app' }
  const open = async () => ({ repository, registry, inventory: new OciInventory({ registry, repository }) })
  const order = { policy: await parsePolicy(policy), isDryRun, token: 'token' }
  return await cleanUpRepository(open, repository, order, environment)
}
