import { InputError } from '../../input-error.ts'
import { encodeLogin } from '../../oci/distribution/login.ts'
import { dockerHub } from '../../oci/distribution/reference.ts'
import type { Identity, IdentityContext, IdentityProvider } from '../identity.ts'
import { loginWith, readIssued } from './issued-token.ts'

const robotName = /^[a-z0-9][a-z0-9._-]*\+[a-z0-9][a-z0-9._-]*$/

/** Robot accounts of Quay that trust an OIDC issuer: docs.projectquay.io, "Keyless authentication with robot accounts". */
export const quay: IdentityProvider = {
  name: 'Quay',
  fields: ['robot', 'audience'],
  identify({ registry, entry }) {
    const { robot, audience = `https://${registry}`, username, password } = entry ?? {}
    if (!robot || registry === dockerHub) return undefined
    const fail = (problem: string) => new InputError('registry-auth', `${registry} has ${problem}`)
    if (username || password) throw fail("'robot' as well as a username or password: remove one of the two")
    if (!robotName.test(robot))
      throw fail("a 'robot' that is not the full name of a robot account: 'ORGANIZATION+NAME'")
    return identityAs(robot, audience, registry)
  },
}

function identityAs(robot: string, audience: string, registry: string): Identity {
  return {
    description: `OIDC, robot ${robot}`,
    trustedBy: `the issuer and the subject in the federation settings of ${robot}`,
    signIn: async (context) => {
      const key = `Quay ${registry} ${robot} ${audience}`
      return loginWith(await context.shared(key, () => exchangeAt(registry, robot, audience, context)), robot, context)
    },
  }
}

async function exchangeAt(registry: string, robot: string, audience: string, context: IdentityContext) {
  const { exchange, oidcToken, mask } = context
  const url = new URL(`https://${registry}/oauth2/federation/robot/token`)
  const login = encodeLogin({ username: robot, password: await oidcToken(audience) })
  mask(login)
  const response = await exchange({
    method: 'GET',
    url,
    headers: { authorization: `Basic ${login}`, accept: 'application/json' },
    atRegistry: true,
  })
  return readIssued(response, 'token', url, context)
}
