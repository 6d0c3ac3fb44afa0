import { InputError } from '../../input-error.ts'
import type { Identity, IdentityContext, IdentityProvider } from '../identity.ts'
import { loginWith, readIssued } from './issued-token.ts'

const host = 'cgr.dev'
const issuer = 'issuer.enforce.dev'
/** What the registry calls the user of every token. */
const username = '_token'

/** Assumable identities of Chainguard: edu.chainguard.dev, "Create an Assumable Identity for a GitHub Actions Workflow". */
export const chainguard: IdentityProvider = {
  name: 'Chainguard',
  fields: ['identity', 'audience'],
  identify({ registry, entry }) {
    const { identity, audience = issuer, username: user, password } = entry ?? {}
    if (!identity || registry !== host) return undefined
    const fail = (problem: string) => new InputError('registry-auth', `${registry} has ${problem}`)
    if (user || password) throw fail("'identity' as well as a username or password: remove one of the two")
    if (!/^[\w-]+(?:\/[\w-]+)+$/.test(identity)) throw fail("an 'identity' that is not a UIDP, as chainctl shows it")
    return identityAs(identity, audience)
  },
}

function identityAs(identity: string, audience: string): Identity {
  return {
    description: `OIDC, identity ${identity}`,
    trustedBy: 'the issuer, subject and audience that the identity matches',
    signIn: async (context) => {
      const key = `Chainguard ${identity} ${audience}`
      return loginWith(await context.shared(key, () => exchangeAt(identity, audience, context)), username, context)
    },
  }
}

/** The security token service: github.com/chainguard-dev/sdk, `sts`. */
async function exchangeAt(identity: string, audience: string, context: IdentityContext) {
  const url = new URL(`https://${issuer}/sts/exchange`)
  url.search = new URLSearchParams({ aud: host, identity }).toString()
  const authorization = `Bearer ${await context.oidcToken(audience)}`
  const response = await context.exchange({ method: 'GET', url, headers: { authorization } })
  return readIssued(response, 'token', url, context)
}
