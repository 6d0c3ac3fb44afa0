import { join } from 'node:path'
import type { Builder, BuilderContext } from '../../builder/builder.ts'
import { builderKind } from '../../builder/builders.ts'
import { baseImages } from '../../builder/buildx/base-images.ts'
import { namedVariables } from '../../builder/buildx/options/named-variables.ts'
import { addToAuthFile, writeAuthFile } from '../../credentials/auth-file.ts'
import { addLogin, writeDockerConfig } from '../../credentials/builder-config.ts'
import { dockerConfigDirectory } from '../../credentials/config-files.ts'
import { confineGit } from '../../github/git/git-settings.ts'
import { rememberBuilder } from '../../github/report/state.ts'
import { encodeLogin } from '../../oci/distribution/login.ts'
import { childVariables } from '../../process/variables.ts'
import type { Job } from './job.ts'

/** Prepares the builder: a separate Docker configuration, and no more of the environment than it needs. */
export async function builderFor(
  job: Job,
  { signal, onStarted }: Pick<BuilderContext, 'signal' | 'onStarted'>
): Promise<Builder> {
  const { inputs, trust, request, watch, environment } = job
  const { variables, temp, log } = environment
  const directory = join(temp, 'docker')
  const secrets = inputs.secretEnvs.map(([, variable]) => variable)
  const passedOn = namedVariables(variables, request, secrets)
  const kind = builderKind(request.builder)
  const [writeLogins, add] =
    kind.logins === 'docker' ? ([writeDockerConfig, addLogin] as const) : ([writeAuthFile, addToAuthFile] as const)
  const config = await writeLogins({
    directory,
    base: dockerConfigDirectory(variables),
    logins: trust.isTrusted ? await loginsFor(job) : new Map(),
    variables: trust.isTrusted ? variables : { ...variables, DOCKER_AUTH_CONFIG: '' },
  })
  return await kind.open({
    environment,
    variables: { ...confineGit(childVariables(variables, passedOn)), ...config },
    async addLogin(registry, login) {
      log.mask(login.password)
      log.mask(encodeLogin(login))
      await add(directory, registry, login)
    },
    temp,
    watch,
    signal,
    ownBuilder: {
      ...(inputs.builderOptions && { options: inputs.builderOptions }),
      // What an untrusted build leaves in a cache must not reach a trusted one.
      isKept: inputs.keepBuilder && trust.isTrusted,
      onMade: (name, { DOCKER_CONFIG = '', BUILDX_CONFIG = '' }) =>
        rememberBuilder({ name, DOCKER_CONFIG, BUILDX_CONFIG }, environment),
      onRemoved: () => rememberBuilder(undefined, environment),
    },
    ...(onStarted && { onStarted }),
  })
}

/** Docker keeps one login per registry. If the step has several by path, the images that the build reads decide. */
async function loginsFor({ request, dockerfile, keyring }: Job) {
  const read = baseImages(request, dockerfile)
  return await keyring.logins(read.map(({ repository }) => repository))
}
